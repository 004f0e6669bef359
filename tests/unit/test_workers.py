"""Workers begin before the command imports what it works with, where there is much to read."""

import json
import subprocess
import sys

import pytest

from pipelines import workers
from tests.unit.reports import line, report


@pytest.fixture
def exports(tmp_path):
    (tmp_path / "many.ndjson").write_text(line(report(1)) + "\n", encoding="utf-8")
    (tmp_path / "T01_x.csv").write_text("a;b\n" * 100_000, encoding="utf-8")
    return tmp_path


def test_few_reports_begin_no_workers(exports, monkeypatch):
    monkeypatch.setattr(workers, "POOL_FROM_BYTES", 100_000)
    with workers.early([exports]) as pool:
        assert pool is None


def test_many_reports_begin_them(exports, monkeypatch):
    monkeypatch.setattr(workers, "POOL_FROM_BYTES", 100)
    with workers.early([exports]) as pool:
        assert pool.submit(json.dumps, 1).result() == "1"
    with pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(json.dumps, 1)


def test_what_packs_to_a_tenth_counts_ten_times(tmp_path, monkeypatch):
    (tmp_path / "a.ndjson.gz").write_bytes(bytes(10))
    monkeypatch.setattr(workers, "POOL_FROM_BYTES", 100)
    assert workers.worth([tmp_path / "a.ndjson.gz"])
    monkeypatch.setattr(workers, "POOL_FROM_BYTES", 101)
    assert not workers.worth([tmp_path / "a.ndjson.gz"])


def test_a_path_that_is_not_there_is_left_for_the_load_to_tell(tmp_path):
    with workers.early([tmp_path / "missing.json"]) as pool:
        assert pool is None


@pytest.mark.parametrize("module", ["pipelines.workers", "pipelines.cli"])
def test_what_begins_them_imports_nothing_that_takes_long(module):
    slow = {"duckdb", "numpy", "pandas", "pyarrow", "msgspec", "tqdm", "pipelines.run"}
    program = f"import sys, {module}; assert not {slow!r} & {{*sys.modules}}, sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_worker_judges_without_what_it_does_not_need():
    program = (
        "import sys; from pipelines import workers; from pipelines.chunks import Chunk; "
        "from pipelines.privacy import EXAMPLE_KEY; "
        "read = workers._readers(0)(EXAMPLE_KEY).read; "
        "from pipelines.chunks import spans; "
        "batch = read(spans(Chunk(1, 0, sys.stdin.buffer.read(), False))); "
        "assert batch.reports_loaded == 120 and 'pandas' not in sys.modules, batch.set_aside"
    )
    many = "".join(line(report(number)) + "\n" for number in range(120))
    subprocess.run([sys.executable, "-c", program], input=many.encode(), check=True)
