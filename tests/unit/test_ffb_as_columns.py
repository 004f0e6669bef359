"""Reports judged as columns: the same rows as on the other paths, or left to them."""

import copy
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.engine import Engine
from pipelines.privacy import throw_away_key
from pipelines.sources import delivery_reports
from pipelines.sources.delivery_reports import Batch, ReportReader, Span
from pipelines.sources.ffb import written
from pipelines.sources.ffb.explain import explain
from tests.unit import delivered, synthetic_report
from tests.unit.synthetic_report import CPR, an_id, as_bytes
from tests.unit.test_ffb_reading import INVALID, OFFICIAL, TRICKY, UNREADABLE, needs_ffb
from tests.unit.test_ffb_two_paths import mutate

KEY = throw_away_key()
GOOD = as_bytes(synthetic_report.report())


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with closing(Engine()) as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery_reports, "FEWEST", 0)
        yield opened


def spans(reports: tuple[bytes, ...]) -> list[Span]:
    return [Span(n, n, n + len(one), one) for n, one in enumerate(reports)]


def as_columns(engine: Engine, *reports: bytes) -> Batch:
    return ReportReader(KEY, bundles=engine.bundles).read(spans(reports))


def one_by_one(*reports: bytes) -> Batch:
    return ReportReader(KEY).read(spans(reports))


def vouched(engine: Engine, *reports: bytes) -> list[int]:
    """The places of the reports that are accepted as columns, bare or not."""
    ways = (vouched_as(engine, is_bare, *reports) for is_bare in (True, False))
    return sorted({place for places in ways for place in places})


def vouched_as(engine: Engine, is_bare: bool, *reports: bytes) -> list[int]:
    """Those that are accepted where the engine is asked for all, or for no more than is stored."""
    bundles = engine.bundles(reports, is_bare)
    if bundles is None:
        return []
    reader = ReportReader(KEY, bundles=engine.bundles)
    return reader.voucher.vouch([len(one) for one in reports], bundles).places


def told(batch: Batch) -> Any:
    """Everything a batch says, in an order of its own."""
    rows = {name: sorted(map(repr, found)) for name, found in delivered.rows(batch).items()}
    counts = (batch.reports_read, batch.reports_loaded, batch.reports_empty, batch.resources)
    reports = sorted(map(repr, batch.reports.to_pylist()))
    return rows, counts, reports, sorted(map(repr, batch.set_aside))


def same(engine: Engine, *reports: bytes) -> bool:
    return bool(told(as_columns(engine, *reports)) == told(one_by_one(*reports)))


def compact(content: bytes) -> bytes:
    return json.dumps(json.loads(content), ensure_ascii=False, separators=(",", ":")).encode()


def changed(change: Any) -> bytes:
    report = synthetic_report.report()
    change(report)
    return as_bytes(report)


def test_a_right_report_is_vouched_for_and_has_the_same_rows(engine):
    assert vouched(engine, GOOD) == [0]
    assert same(engine, GOOD)
    assert same(engine, GOOD, GOOD, GOOD)


@needs_ffb
def test_kl_s_reports_come_to_the_same_on_both_paths(engine):
    for file in (*OFFICIAL, *TRICKY, *INVALID):
        content = file.read_bytes()
        assert same(engine, content), file.name
        assert same(engine, GOOD, content, GOOD), file.name


@needs_ffb
def test_no_invalid_report_is_vouched_for(engine):
    for file in INVALID:
        content = file.read_bytes()
        for one in (content, _compact_or_not(content)):
            assert vouched(engine, one) == [], file.name


def _compact_or_not(content: bytes) -> bytes:
    try:
        return compact(content)
    except ValueError:
        return content


@needs_ffb
def test_kl_s_own_reports_are_vouched_for_when_they_are_compact(engine):
    for file in OFFICIAL:
        assert vouched(engine, compact(file.read_bytes())) == [0], file.name
        assert same(engine, compact(file.read_bytes())), file.name


def test_an_unreadable_report_takes_no_other_with_it(engine):
    for contents in UNREADABLE.values():
        for content in contents:
            assert vouched(engine, content) == []
            assert same(engine, GOOD, content, GOOD)


def test_a_repeat_in_a_later_chunk_is_sent_once(engine):
    reader = ReportReader(KEY, bundles=engine.bundles)
    first, second = (reader.read(spans((GOOD,))) for _ in range(2))
    assert {table.num_rows for table in second.contents.values()} == {0}
    assert delivered.rows(first) == delivered.rows(first, second)
    assert first.sightings == second.sightings


# --- bare first ------------------------------------------------------------------------------

WITH_DISPLAY = GOOD.replace(b'"code":"712744002"', b'"code":"712744002","display":"Ord"', 1)


def test_what_is_checked_and_not_stored_is_read_only_where_it_is_written(engine):
    """Every element that the bare reading leaves out makes a report longer than what it read."""
    asked, bare = (set(leaves(written.structure(is_bare))) for is_bare in (False, True))
    assert bare < asked
    for path in asked - bare:
        beside = f"{path.rpartition('.')[0]}.reference"
        is_type = path.endswith(".type") and beside in asked
        assert is_type or written.UNSTORED & set(path.split("."))
    assert WITH_DISPLAY != GOOD
    assert vouched_as(engine, True, GOOD, WITH_DISPLAY) == [0]
    assert vouched_as(engine, False, GOOD, WITH_DISPLAY) == [0, 1]
    assert same(engine, GOOD, WITH_DISPLAY, GOOD)


@pytest.mark.parametrize(
    ("reports", "stays"),
    [
        ((GOOD, GOOD, WITH_DISPLAY), True),
        ((GOOD, WITH_DISPLAY, WITH_DISPLAY), False),
        ((GOOD, b"{", b"{"), True),  # nothing of it can be read as columns
    ],
)
def test_where_most_reports_hold_more_they_are_read_whole_at_once(engine, reports, stays):
    asked = []

    def bundles(texts, is_bare):
        asked.append(is_bare)
        return engine.bundles(texts, is_bare)

    reader = ReportReader(KEY, bundles=bundles)
    first, second = reader.read(spans(reports)), reader.read(spans((WITH_DISPLAY,)))
    assert told(first) == told(one_by_one(*reports))
    assert second.reports_loaded == 1
    assert (asked[-2:] == [True, False]) is stays
    assert asked[-1] is False


def leaves(asked: Any, path: str = "") -> Iterator[str]:
    """The paths of what the engine is asked for."""
    if isinstance(asked, str):
        yield path
    for key, its in asked.items() if isinstance(asked, dict) else []:
        yield from leaves(its, f"{path}.{key}")
    for its in asked if isinstance(asked, list) else []:
        yield from leaves(its, path)


# --- nothing hides in the count of bytes -----------------------------------------------------

# Every pair lengthens or shortens what is read against what was written by the same bytes.
COMPENSATED = [
    (b'"recordedDate":"2024-03-01"', b'"recordedDate":2024', b"  "),
    (b'"code":"712744002"', b'"code":712744002', b"  "),
    (b'"code":"410518001"', b'"code":410518001', b"  "),
    (f'"id":"{an_id(5)}"'.encode(), b'"id":12345678', b"  "),
    (b'"value":"Sag-17"', b'"value":17', b"  "),
]


def test_a_number_in_place_of_a_text_does_not_pay_for_a_blank(engine):
    for right, wrong, blanks in COMPENSATED:
        content = GOOD.replace(right, wrong, 1)
        assert content != GOOD, right
        paid = content.replace(b'"type":"coll', b'"type":' + blanks + b'"coll')
        assert vouched(engine, paid) == []
        assert vouched(engine, content) == []


def test_blanks_and_escapes_are_left_to_the_other_paths(engine):
    for content in (
        GOOD.replace(b":", b": ", 1),
        GOOD + b" ",
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"/", b"\\/", 1),
        GOOD.replace(b"Sag-17", b"Sag\\u002d17"),
        GOOD.replace(b'"status":"active"', b'"st\\u0061tus":"active"', 1),
        GOOD.replace(b'"status":"active"', b'"status":"active","status":"active"', 1),
        GOOD.replace(b'"entry":[', b'"entry":[,'),
        GOOD[:-1] + b",}",
    ):
        assert content != GOOD
        assert vouched(engine, content) == []
        assert same(engine, content)


def test_a_cpr_number_in_an_id_or_a_number_is_not_vouched_for(engine):
    hidden = f"aaaaaaaa-0000-4000-8000-00{CPR}"
    for content in (
        GOOD.decode().replace(an_id(9), hidden).encode(),
        GOOD.replace(b"Sag-17", f"{CPR}-17".encode()),
        GOOD.replace(b"Sag-17", f"{CPR[:6]}-{CPR[6:]}".encode()),
    ):
        assert vouched(engine, content) == []
        assert CPR not in repr(told(as_columns(engine, content)))


# --- the paths agree -------------------------------------------------------------------------


def _refused_by_none(engine: Engine, *contents: bytes) -> None:
    """Whatever is accepted as columns, the explaining path accepts, with the same rows."""
    for place in vouched(engine, *contents):
        slow = explain(contents[place], KEY)
        assert slow.findings == []
        assert slow.accepted is not None
        assert len(slow.accepted.resources) == one_by_one(contents[place]).resources
    assert same(engine, *contents)


def places(value):
    """Every object and list below a value: what holds it, and under which key."""
    for key, its in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(its, dict | list):
            yield value, key
            yield from places(its)


def test_a_digit_in_the_place_of_an_object_or_a_list_is_never_vouched_for(engine):
    """It is as long as an object of nothing without its braces, and the engine reads it as one."""
    report, pairs = synthetic_report.report(), []
    for holder, key in list(places(report)):
        right, before, holder[key] = as_bytes(report), holder[key], 0
        pairs += [right, as_bytes(report)]
        holder[key] = before
    # Read at once, each wrong one behind the right one, which is vouched for every time.
    assert vouched(engine, *pairs) == list(range(0, len(pairs), 2))


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_the_paths_never_disagree(engine, data):
    """Read eight at a time: to ask the engine costs as much for one as for all."""
    _refused_by_none(engine, *(_mutated(data.draw) for _ in range(8)))


def _mutated(draw: Any) -> bytes:
    report = synthetic_report.report()
    for _ in range(draw(st.integers(1, 2))):
        mutate(report, draw)
    return as_bytes(report)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_paths_never_disagree_on_written_text(engine, data):
    """Bytes put in, taken out or changed anywhere, which need not leave JSON behind.

    One that cannot be read takes all others off the columns, so those that can are read apart.
    """
    contents = [_scribbled(data.draw) for _ in range(5)]
    if readable := [one for one in contents if is_json(one)]:
        _refused_by_none(engine, *readable)
    assert same(engine, *contents)


def _scribbled(draw: Any) -> bytes:
    content = bytearray(GOOD)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(content) - 1))
        new = draw(st.sampled_from([b"", b" ", b'"', b"0", b"1", b"\\", b",", b"{}", b"x"]))
        content[at : at + draw(st.integers(0, 1))] = new
    return bytes(content)


def is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_right_and_broken_reports_mix(engine, data):
    reports = []
    for _ in range(data.draw(st.integers(2, 5))):
        report = copy.deepcopy(synthetic_report.report())
        if data.draw(st.booleans()):
            mutate(report, data.draw)
        reports.append(as_bytes(report))
    assert same(engine, *reports)
