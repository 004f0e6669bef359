"""The R4 structure we declare is the one an independent library knows."""

import importlib
import re

import pytest

from pipelines.sources.ffb import r4

pytest.importorskip("fhir.resources", reason="fhir.resources is a test requirement")
# R4B is R4 for every type a delivery report can hold.


def library_class(type_name: str):
    """`CarePlan.activity.detail` as the class CarePlanActivityDetail of fhir.resources."""
    parts = type_name.split(".")
    module = importlib.import_module(f"fhir.resources.R4B.{parts[0].lower()}")
    return getattr(module, "".join(part[0].upper() + part[1:] for part in parts))


def library_elements(type_name: str) -> dict[str, bool]:
    """JSON key -> whether it is an array."""
    found = library_class(type_name)
    aliases = {(field.alias or name): field for name, field in found.model_fields.items()}
    keys = found.elements_sequence()
    return {key: "List[" in str(aliases[key].annotation) for key in keys if key in aliases}


@pytest.mark.parametrize("type_name", r4.described_types())
def test_a_type_has_the_elements_the_library_knows(type_name):
    ours = {key: e.many for key, e in r4.elements(type_name).items() if key != "resourceType"}
    theirs = library_elements(type_name)
    if type_name == "Extension":  # R4B added types of value that R4 does not have
        theirs = {k: v for k, v in theirs.items() if k in ours or not re.match("value[A-Z]", k)}
        ours = {k: v for k, v in ours.items() if k in theirs}
    assert ours == theirs


@pytest.mark.parametrize("type_name", r4.described_types())
def test_a_complex_element_has_the_type_the_library_knows(type_name):
    found = library_class(type_name)
    fields = {(field.alias or name): field for name, field in found.model_fields.items()}
    for key, element in r4.elements(type_name).items():
        named = (
            re.search(r"abc\.(\w+?)Type\b", str(fields[key].annotation)) if key in fields else None
        )
        if named and not element.is_primitive:
            assert element.type.replace(".", "").lower() == named[1].lower(), key
