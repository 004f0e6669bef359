"""Deliveries become versions, as a slow and obvious computation says, whatever the order."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import schema
from pipelines.contracts.delivery_reports import SERVICE_PERFORMER
from pipelines.steps.fold_versions import fold_versions

DAY = datetime(2024, 3, 1, 12)
CONTENT_HASHES = {content: n for n, content in enumerate(("x", "y", "z", "sooner", "later"))}


class Delivery(NamedTuple):
    """One resource in one report: hours after DAY, hours for lastUpdated, report, content."""

    resource: str
    hour: int
    updated: int | None
    report: str
    content: str


def warehouse():
    """An empty warehouse of the smallest profile: twelve would make the tests slow."""
    connection = duckdb.connect()
    schema.create(connection, [SERVICE_PERFORMER])
    schema.create_staging(connection, [SERVICE_PERFORMER])
    return connection


def at(hour):
    return None if hour is None else DAY + timedelta(hours=hour)


def load(connection, deliveries):
    """One load: stage, fold, empty the stage."""
    for number, d in enumerate(deliveries):
        connection.execute(
            "insert into staging.service_performer_content values (?, ?, ?, ?, ?, ?)",
            [number, d.resource, d.content, at(d.updated), 0, CONTENT_HASHES[d.content]],
        )
        connection.execute(
            "insert into staging.service_performer_sighting values (?, ?)", [number, number]
        )
        connection.execute(
            "insert into staging.report values (?, ?, 'p', 'o', ?, ?, 0, 0, 0)",
            [number, d.report, at(d.hour), at(d.hour).date()],
        )
    fold_versions(connection, [SERVICE_PERFORMER])
    for staged in ("service_performer_content", "service_performer_sighting", "report"):
        connection.execute(f"delete from staging.{staged}")


def versions(connection):
    return connection.execute(
        "select service_performer_id, version_no, code, known_at, known_date, "
        "superseded_at, superseded_date "
        "from core.service_performer_version order by all"
    ).fetchall()


def sightings(connection):
    return connection.execute(
        "select * from history.service_performer_sighting order by all"
    ).fetchall()


def versions_by_hand(deliveries):
    """Sort, drop what repeats, number, and let each version end where the next begins."""
    rows = []
    for resource in sorted({d.resource for d in deliveries}):
        mine = sorted(
            {d for d in deliveries if d.resource == resource},
            key=lambda d: (d.hour, -1 if d.updated is None else d.updated, d.report, d.content),
        )
        heads = [
            d
            for before, d in zip([None, *mine], mine, strict=False)
            if before is None or before.content != d.content
        ]
        for number, head in enumerate(heads):
            end = at(heads[number + 1].hour) if number + 1 < len(heads) else None
            known = at(head.hour)
            rows.append(
                (
                    resource,
                    number + 1,
                    head.content,
                    known,
                    known.date(),
                    end,
                    end.date() if end else None,
                )
            )
    return rows


DELIVERIES = st.lists(
    st.builds(
        Delivery,
        resource=st.sampled_from("ab"),
        hour=st.integers(0, 60),
        updated=st.one_of(st.none(), st.integers(0, 5)),
        report=st.sampled_from(["r1", "r2", "r3"]),
        content=st.sampled_from("xyz"),
    ),
    max_size=12,
)


def test_a_b_a_is_three_versions_and_a_redelivery_is_none():
    connection = warehouse()
    contents = "xxyyx"
    load(connection, [Delivery("a", hour, None, f"r{hour}", c) for hour, c in enumerate(contents)])
    assert [(row[1], row[2], row[3], row[5]) for row in versions(connection)] == [
        (1, "x", at(0), at(2)),
        (2, "y", at(2), at(4)),
        (3, "x", at(4), None),
    ]


def test_a_late_report_splits_a_run_and_the_dates_follow():
    connection = warehouse()
    load(connection, [Delivery("a", 0, None, "r0", "x"), Delivery("a", 48, None, "r2", "x")])
    assert len(versions(connection)) == 1
    load(connection, [Delivery("a", 24, None, "r1", "y")])
    assert [(row[2], row[4], row[6]) for row in versions(connection)] == [
        ("x", date(2024, 3, 1), date(2024, 3, 2)),
        ("y", date(2024, 3, 2), date(2024, 3, 3)),
        ("x", date(2024, 3, 3), None),
    ]


def test_last_updated_orders_within_one_report_time():
    connection = warehouse()
    load(connection, [Delivery("a", 0, 5, "r0", "later"), Delivery("a", 0, 4, "r1", "sooner")])
    assert [row[2] for row in versions(connection)] == ["sooner", "later"]


def test_an_untouched_resource_keeps_its_rows():
    connection = warehouse()
    load(connection, [Delivery("a", 0, None, "r0", "x"), Delivery("b", 0, None, "r0", "x")])
    before = versions(connection)
    load(connection, [Delivery("b", 1, None, "r1", "y")])
    assert versions(connection)[0] == before[0]
    assert len(versions(connection)) == 3


@pytest.mark.parametrize("rows_at_once", [1, 500_000])
@settings(max_examples=40, deadline=None)
@given(deliveries=DELIVERIES)
def test_the_fold_agrees_with_the_hand(rows_at_once, deliveries):
    connection = warehouse()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.steps.fold_versions.ROWS_AT_ONCE", rows_at_once)
        load(connection, deliveries)
    assert versions(connection) == versions_by_hand(deliveries)


@settings(max_examples=60, deadline=None)
@given(DELIVERIES, st.lists(st.integers(0, 12), max_size=3), st.randoms(use_true_random=False))
def test_any_order_any_loads_and_twice_are_the_same(deliveries, cuts, random):
    once = warehouse()
    load(once, deliveries)
    shuffled = [*deliveries, *deliveries[::2]]
    random.shuffle(shuffled)
    bounds = sorted(min(cut, len(shuffled)) for cut in cuts)
    many = warehouse()
    for begin, end in zip([0, *bounds], [*bounds, len(shuffled)], strict=True):
        load(many, shuffled[begin:end])
    assert versions(many) == versions(once)
    assert sightings(many) == sightings(once)


@settings(max_examples=30, deadline=None)
@given(DELIVERIES, st.dates(date(2024, 2, 28), date(2024, 3, 5)))
def test_the_state_as_known_on_a_day_is_the_state_of_the_reports_until_then(deliveries, day):
    everything, until = warehouse(), warehouse()
    load(everything, deliveries)
    load(until, [d for d in deliveries if at(d.hour).date() <= day])
    as_known = everything.execute(
        "select service_performer_id, code from core.service_performer_version "
        "where known_date <= ? and (superseded_date is null or superseded_date > ?) order by all",
        [day, day],
    ).fetchall()
    state = until.execute(
        "select service_performer_id, code from core.service_performer order by all"
    ).fetchall()
    assert as_known == state
