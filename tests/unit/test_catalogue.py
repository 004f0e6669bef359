"""Declarations stand where a reader of the strategy looks for them, and bind."""

import importlib
from datetime import date
from pathlib import Path

import pytest
import yaml

import kpis
from kpis import looks_from
from kpis.catalogue import indicator
from kpis.compile import measure
from kpis.coverage import indicators, planned
from kpis.evaluate import compute
from kpis.model import Status
from kpis.strategy import strategy
from kpis.warehouse import opened
from tests.spec import warehouse
from tests.unit import drawn_municipality

TEXTS = Path(kpis.__file__).parent.parent / "data" / "texts" / "da"
LADDER = "2021-01-01"  # the order of its steps that is valid in 2024
FOLDERS = {theme.slug: "themes" for theme in strategy().long_term.themes} | {
    track.slug: "tracks" for track in strategy().tracks.tracks
}
SLUGS = {theme.id: theme.slug for theme in strategy().long_term.themes} | {
    track.id: track.slug for track in strategy().tracks.tracks
}


def module(slug: str):
    return importlib.import_module(f"kpis.{FOLDERS[slug]}.{slug}")


def homes(kpi) -> list[str]:
    """Themes and tracks whose nodes an indicator serves, in the order it names them."""
    parents = [".".join(node.split(".")[:2]) for node in kpi.serves]
    return list(dict.fromkeys(SLUGS[parent] for parent in parents if parent in SLUGS))


@pytest.mark.parametrize("slug", FOLDERS)
def test_each_theme_and_track_names_every_indicator_that_serves_it(slug):
    here = {kpi.id for kpi in kpis.catalogue().values() if slug in homes(kpi)}
    declared = {kpi.id for kpi in module(slug).INDICATORS}
    assert declared | set(module(slug).ALSO) == here
    assert declared & set(module(slug).ALSO) == set()


def test_the_catalogue_has_the_order_of_the_strategy():
    modules = [module(slug) for slug in FOLDERS]
    assert list(kpis.catalogue()) == [kpi.id for one in modules for kpi in one.INDICATORS]
    assert [*FOLDERS][:2] == ["borgeren_foerst", "mest_muligt_i_eget_liv"]
    assert [*FOLDERS][4:6] == ["kvalitet_opstaar_i_moedet", "staerke_faglige_kompetencer"]


def test_every_module_is_a_theme_or_a_track():
    folder = Path(kpis.__file__).parent
    files = {p.stem for name in ("themes", "tracks") for p in (folder / name).glob("[a-z]*.py")}
    assert files == set(FOLDERS)


@pytest.mark.parametrize("kpi", kpis.catalogue().values(), ids=lambda kpi: kpi.id)
def test_an_indicator_is_declared_in_the_first_theme_or_track_it_serves(kpi):
    assert kpi in module(homes(kpi)[0]).INDICATORS


@pytest.mark.parametrize("kpi", kpis.catalogue().values(), ids=lambda kpi: kpi.id)
def test_an_indicator_serves_what_the_coverage_matrix_says(kpi):
    nodes = [node.id for node in strategy().nodes() if kpi.id in indicators(node.id)]
    assert sorted(kpi.serves) == sorted(nodes)


@pytest.mark.parametrize("kpi", kpis.catalogue().values(), ids=lambda kpi: kpi.id)
def test_what_is_shown_with_an_indicator_is_declared(kpi):
    assert {*kpi.balanced_by, *kpi.companions} <= set(kpis.catalogue())


def test_what_is_counted_beside_an_indicator_has_a_danish_name():
    text = (TEXTS / "beside.yaml").read_text("utf-8")
    counted = {kpi.id: {share.name for share in kpi.beside} for kpi in kpis.catalogue().values()}
    named = {kpi: set(names) for kpi, names in yaml.safe_load(text).items()}
    assert {kpi: names - named.get(kpi, set()) for kpi, names in counted.items()} == {
        kpi: set() for kpi in counted
    }
    left_over = {kpi for kpi, names in named.items() if names - counted.get(kpi, set())}
    assert left_over <= set(planned())
    if set(planned()) == set(kpis.catalogue()):  # until then some names wait for what they name
        assert left_over == set()


@pytest.fixture(scope="module")
def nothing(tmp_path_factory):
    """A warehouse without a row: a typing error in any condition or column raises on it."""
    where = tmp_path_factory.mktemp("nothing")
    return warehouse.write(where, {}, ("ours",), (drawn_municipality.NEWEST_REPORT,))


def numbers(kpi):
    return [indicator(name) for name in (kpi.id, *(f"{kpi.id}.{b.name}" for b in kpi.beside))]


@pytest.fixture(scope="module")
def computed(nothing):
    """Every population that a number or a breakdown is counted over, computed once."""
    every = [number for kpi in kpis.catalogue().values() for number in numbers(kpi)]
    over = {number.counted_over(by) for number in every for by in ("", *number.breakdowns)}
    with opened(nothing) as reader:
        reader.prepare()
        compute(reader, sorted(over), [kpis.period("2024")], None, LADDER)
        yield reader


@pytest.mark.parametrize("kpi", kpis.catalogue().values(), ids=lambda kpi: kpi.id)
def test_every_condition_and_breakdown_binds(kpi, computed):
    alike = {}  # by population and breakdowns: one query each
    for number in numbers(kpi):
        apart = [(one.population, (one.by,)) for one in number.apart]
        plain = [by for by in number.breakdowns if number.counted_over(by) == number.population]
        for over in [(number.population, ("", *plain)), *apart]:
            alike.setdefault(over, []).append(number)
    for (population, dimensions), counted in alike.items():
        assert computed.rows(measure(population, counted, dimensions)) == []


@pytest.fixture(scope="module")
def told(nothing):
    """Everything that is told where nothing was delivered."""
    return kpis.evaluate(list(kpis.catalogue()), "2024", kpis.EACH, warehouse=nothing)


@pytest.mark.parametrize("kpi", kpis.catalogue().values(), ids=lambda kpi: kpi.id)
def test_without_a_row_there_is_no_number(kpi, told):
    results = [result for result in told if result.kpi == kpi.id]
    assert {result.status for result in results} == {Status.NO_DATA}
    assert [result.by for result in results] == ["", *kpi.breakdowns]


@pytest.mark.parametrize("node", strategy().nodes(), ids=lambda node: node.id)
def test_no_node_of_the_strategy_loses_its_last_indicator(node):
    (covered,) = (one for one in kpis.coverage() if one.node.id == node.id)
    assert covered.measured, covered.reason
    assert covered.waiting == ()
    assert covered.reason == ""
    serving = {kpi.id for kpi in kpis.catalogue().values() if node.id in kpi.serves}
    assert set(covered.measured) == serving


def test_a_node_without_its_only_indicator_is_not_covered():
    """So the test above can fail: what is left when one declaration is taken away."""
    left = kpis.coverage(set(kpis.catalogue()) - {"local_placement_share"})
    lost = {one.node.id: one.reason for one in left if not one.measured}
    assert lost == {"vso.s7.u3": "Kræver data, der ikke er indlæst endnu: T18, T19."}


def test_coverage_knows_what_is_declared():
    measured = {kpi for covered in kpis.coverage() for kpi in covered.measured}
    assert measured == set(kpis.catalogue())
    assert all(covered.measured or covered.reason for covered in kpis.coverage())


@pytest.mark.parametrize(
    ("kpi", "period", "first"),
    [
        ("own_home_share", "2025-02", date(2025, 2, 28)),  # a stock
        ("goal_achievement_rate", "2025-02", date(2024, 3, 1)),  # W12
        ("goal_achievement_rate.worse", "2025-02", date(2024, 3, 1)),
        ("goal_achievement_rate", "2024", date(2024, 1, 1)),
        ("followup_on_time", "2025-Q2", date(2025, 4, 1)),
        ("ladder_down_rate", "2025-02", date(2024, 2, 29)),  # the day it compares with
    ],
)
def test_the_first_day_a_number_looks_at(kpi, period, first):
    assert looks_from(kpi, period) == first
