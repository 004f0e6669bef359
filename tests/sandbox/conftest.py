"""The places of tests/sandbox, made once a module."""

from collections.abc import Iterator

import pytest

from tests.sandbox.places import SCHEMA, Place, made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The files, which every test of the module leaves as they were."""
    made_here = made(tmp_path_factory.mktemp("sandbox"), SCHEMA.read_text("utf-8"))
    before = made_here.files()
    yield made_here
    assert made_here.files() == before
