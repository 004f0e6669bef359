"""Ten ordinary series of exports on the example: none of them meets a false alarm."""

import pytest

from kpis import analysis
from kpis.egress import export, judge
from tests import shared

pytestmark = pytest.mark.slow

NOW = "from trin_maaned where maaned = (select max(maaned) from trin_maaned)"
DUE = (
    "from opfoelgning where status in ('Til tiden', 'For sent') "
    "and planlagt_dato between '2025-01-01' and '2026-09-30'"
)
DECIDED = "from sag where afgoerelse_dato is not null"
EVALUATED = "from maal where kan_vurderes"

SERIES = {
    "citizens by month, sex and age": [
        "select maaned, count(*) as borgere from trin_maaned group by 1 order by 1",
        "select maaned, koen, count(*) as borgere from trin_maaned group by all order by all",
        "select year(maaned) as aar, aldersgruppe, avg(trin) as trin from trin_maaned group by all",
    ],
    "target groups": [
        f"select maalgruppe, count(*) as borgere {NOW} group by 1",
        f"select zone, count(*) as borgere, avg(dage_paa_stigen) as dage {NOW} group by 1",
        f"select koen, count(*) as borgere {NOW} group by 1",
    ],
    "kinds of tilbud": [
        "select driftsherre, count(*) as ophold from placering group by 1",
        "select tilbudstype, count(*) as planer from plan group by 1 having count(*) >= 20",
        "select tilbudstype, navn, godkendte_pladser from tilbud",
    ],
    "follow-ups": [
        f"select date_trunc('quarter', planlagt_dato) as kvartal, count(*) {DUE} group by 1",
        f"select year(planlagt_dato), avg((status = 'Til tiden')::int) {DUE} group by 1",
        f"select koen, avg((status = 'Til tiden')::int) as andel {DUE} group by 1",
    ],
    "goals": [
        f"select maaltype, count(*) as maal, avg(er_opnaaet::int) as andel {EVALUATED} group by 1",
        f"select udfald, count(*) as maal {EVALUATED} group by 1",
        f"select koen, count(*) as maal, avg(er_opnaaet::int) as andel {EVALUATED} group by 1",
    ],
    "moves on the ladder": [
        "select retning, count(*) as antal from flytning group by 1",
        "select year(maaned) as aar, retning, count(*) as antal from flytning "
        "where year(maaned) > 2024 group by all",
        "select koen, count(*) as antal from flytning group by 1",
    ],
    "waiting": [
        f"select count(*) as sager, median(sagsbehandling_dage) as dage {DECIDED}",
        f"select team, avg(er_til_tiden::int) , avg(sagsbehandling_dage) {DECIDED} group by 1",
        f"select koen, avg(er_til_tiden::int) as andel {DECIDED} group by 1",
    ],
    "money": [
        "select politikomraade, aar, sum(forbrug) as forbrug from budget group by all order by all",
        "select ydelsestype, count(distinct borger) as borgere, avg(takst) as takst from bevilling "
        "group by 1 having count(distinct borger) >= 10",
    ],
    "staff": [
        "select date_trunc('quarter', maaned) as kvartal, "
        "sum(fravaer_dagsvaerk) / sum(mulige_dagsvaerk) from fravaer group by 1",
        "select spoergsmaal, avg(svar) as svar, count(*) as svarede from personalesvar "
        "where svar is not null group by 1",
        "select er_ansat, count(distinct medarbejder) as medarbejdere from ansaettelse group by 1",
    ],
    "contacts and indicators": [
        "select kontaktform, count(*) as kontakter from kontakt group by 1",
        "select koen, count(*)::double / count(distinct borger) as pr_borger from kontakt "
        "where year(dato) = 2025 group by 1",
        "with pr as (select borger, count(*) as n from kontakt where year(dato) = 2025 group by 1) "
        "select koen, avg(n) as kontakter from pr join borger using (borger) group by 1",
        "select periode, medlem, vaerdi, status from noegletal_resultat "
        "where noegletal = 'followup_on_time' order by periode",
    ],
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A municipality of 500 citizens and two years, until October 2026."""
    return analysis.published(shared.example(tmp_path_factory.mktemp("ordinary"), 500, 2))


@pytest.fixture
def release(published, tmp_path, monkeypatch):
    """The published file before anything has left."""
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'state.sqlite3'}")
    published.path.with_suffix(".left").unlink(missing_ok=True)
    return published


@pytest.mark.parametrize("name", SERIES)
def test_an_ordinary_series_leaves(release, name):
    for sql in SERIES[name]:
        judged = judge(sql, {}, release, "anne")
        assert judged.may_leave, (sql, [reason.sentence for reason in judged.reasons])
        assert judged.answer.rows
        assert export(judged, "csv", name)


def test_what_the_pages_hide_is_not_counted_again(release):
    """Members of an indicator with fewer than five citizens, from the rows they are made of."""
    again = judge(
        "select primary_target_group, age_group, count(*), avg(is_local::int) "
        "from grundlag_citizen_placed where periode = $periode group by all",
        {"periode": "2026-09"},
        release,
        "anne",
    )
    assert not again.may_leave
    assert {reason.code for reason in again.reasons} >= {"few_persons"}
