"""What is imported lazily costs nothing until it is used, and is itself when it is."""

import sys

from pipelines.lazily import lazily

SOURCE = "import sys\nsys.ran_lately = True\nnumber = 7\n"


def test_a_module_runs_when_it_is_used(tmp_path, monkeypatch):
    (tmp_path / "seldom_used.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "ran_lately", False, raising=False)
    with lazily("seldom_used"):
        import seldom_used
    assert not sys.ran_lately
    assert seldom_used.number == 7
    assert sys.ran_lately


def test_others_are_imported_as_always(tmp_path, monkeypatch):
    (tmp_path / "often_used.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "ran_lately", False, raising=False)
    before = list(sys.meta_path)
    with lazily("seldom_used"):
        import often_used  # noqa: F401
    assert sys.ran_lately
    assert sys.meta_path == before
