"""The reviewed code lists in `data/codelists`, read once."""

import csv
from functools import cache
from pathlib import Path

CODELISTS = Path(__file__).resolve().parent.parent / "data" / "codelists"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/codelists/<name>.csv`, in file order."""
    with (CODELISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def ffb(*value_sets: str) -> frozenset[str]:
    """The FFB codes in any of the named KL value sets, for example `KLSeveritiesFFB`."""
    return frozenset(row["code"] for row in rows("ffb_code") if row["value_set"] in value_sets)


@cache
def fhir(value_set: str) -> frozenset[str]:
    """The codes of a FHIR R4 value set, for example `request-status`."""
    return frozenset(row["code"] for row in rows("fhir_code") if row["value_set"] == value_set)


@cache
def scores() -> dict[str, int]:
    """Level 0-4 of each severity and need code. `Ikke vurderet` has none and is absent."""
    return {row["code"]: int(row["score"]) for row in rows("ffb_code") if row["score"]}


@cache
def children(parent: str) -> frozenset[str]:
    """The codes directly below a code of KL's, for example those of `Kilde`."""
    return frozenset(row["code"] for row in rows("ffb_code") if row["parent_code"] == parent)


@cache
def with_groups(value_set: str) -> frozenset[str]:
    """The codes of a value set and every code above them, for what may be told in groups."""
    above = {row["code"]: row["parent_code"] for row in rows("ffb_code")}
    codes = set(ffb(value_set))
    while more := {above[code] for code in codes if above.get(code)} & above.keys() - codes:
        codes |= more
    return frozenset(codes)


@cache
def services() -> frozenset[str]:
    """Every ydelse: those that may be reported, and the groups above them that grants may name."""
    groups = {row["code"] for row in rows("ladder_code") if row["kind"] == "ydelse"}
    return ffb("KLInterventionsFFB") | groups


@cache
def paragraphs() -> frozenset[str]:
    """Every legal basis, in the one spelling that is stored."""
    return frozenset(row["paragraph"] for row in rows("paragraph"))
