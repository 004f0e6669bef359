"""A report with a broken rule is set aside whole, under its rule, and leaves no row."""

import pytest

from pipelines.run import load
from tests.unit.loading import FFB, OFFICIAL, ask, loaded, needs_ffb, state

pytestmark = [needs_ffb, pytest.mark.usefixtures("key")]

INVALID = sorted((FFB / "invalid").glob("*.json"))


@pytest.fixture(scope="module")
def refused(bases, tmp_path_factory):
    """Every invalid report loaded at once on top of the official ones."""
    with pytest.MonkeyPatch.context() as patch:
        from tests.unit.loading import KEY

        patch.setenv("STRATEGI_PSEUDONYM_KEY", KEY)
        folder = bases.after(OFFICIAL, tmp_path_factory.mktemp("refused") / "warehouse")
        before = state(folder)
        done = load([FFB / "invalid"], folder)
        yield folder, before, done


def test_none_is_loaded_and_none_leaves_a_row(refused):
    folder, before, done = refused
    assert loaded(done) == (0, len(INVALID))
    assert done.exit_code == 1
    assert state(folder) == before


def test_nothing_of_them_is_counted_as_a_report(refused):
    folder, _, _ = refused
    assert ask(folder, "select count(*) from core.delivery_report") == [(len(OFFICIAL),)]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_is_set_aside_under_its_rule(refused, path):
    folder, _, _ = refused
    found = ask(
        folder,
        "select rule, place, message, line, byte_to from core.set_aside where path = ?",
        [str(path)],
    )
    assert {rule for rule, *_ in found} == {path.stem.split("__")[0]}
    for _, place, message, line, byte_to in found:
        assert place.startswith("Bundle")
        assert message.endswith(".")
        assert (line, byte_to) == (1, len(path.read_bytes().rstrip()))
