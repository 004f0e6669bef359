"""Exports on the example: ten ordinary series, none of which meets a false alarm, and what the
pages hide, which no export tells again."""

import pytest

from kpis import analysis
from kpis.egress import NotAllowed, export, judge
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


PLACED = "from grundlag_citizen_placed where periode = '2026-09' and is_placed"
AT_WORK_AGE = (
    "from grundlag_citizen_with_support where periode = '2026-09' and age between 18 and 66"
)
MATCHED = "from grundlag_placement_matched where periode = '2026-09'"
HIDDEN = (
    "(select medlem from noegletal_resultat where periode = '2026-09' and status = 'skjult' "
    "and noegletal = '{}' and opdeling = '{}')"
)

# Members of a step that are large enough to leave, but are hidden beside one that is not.
BESIDE_THE_PAGES = [
    [f"select count(*) {PLACED} and step = 6"],
    [f"select step, count(*) {PLACED} group by 1 having count(*) >= 5"],
    [f"select count(*) filter (where is_local) {PLACED} and step between 6 and 8"],
    [f"select count(*) {AT_WORK_AGE} and step = 1"],
    [f"select count(*) {AT_WORK_AGE} and step between 1 and 4"],
    [f"select count(*) from borger join (select * {PLACED} and step = 6) using (borger)"],
    [f"select count(*) {MATCHED} and primary_target_group = 'Fysisk'"],
    [
        f"select count(*) {PLACED} and step <= 6 and sex = 'K'",
        f"select count(*) {PLACED} and step <= 6 and sex = 'M'",
    ],
]
TOGETHER = [
    f"select count(*) {MATCHED} and primary_target_group in "
    f"{HIDDEN.format('target_group_match', 'primary_target_group')}",
    "select count(*) from grundlag_contact_held where periode = '2026-09' and "
    "contact_form in ('Fysisk', 'Skærm', 'Telefon') and step::varchar in "
    f"{HIDDEN.format('virtual_support_share', 'step')}",
    f"select count(*) {PLACED}",
]


@pytest.mark.parametrize("series", BESIDE_THE_PAGES)
def test_what_the_pages_hide_does_not_follow_from_an_export(release, series):
    for sql in series[:-1]:
        assert export(judge(sql, {}, release, "anne"), "csv", "Trin")
    last = judge(series[-1], {}, release, "anne")
    assert {reason.code for reason in last.reasons} == {"released"}
    with pytest.raises(NotAllowed, match="siderne viser"):
        export(last, "csv", "Trin")


@pytest.mark.parametrize("sql", TOGETHER)
def test_what_the_pages_hide_leaves_as_one(release, sql):
    judged = judge(sql, {}, release, "anne")
    assert judged.may_leave, [reason.sentence for reason in judged.reasons]
    assert judged.answer.rows[0][0] >= 5
