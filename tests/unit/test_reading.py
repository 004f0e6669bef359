"""Files are read in places: what another process reads is what was hashed, or the load ends."""

import pytest

from pipelines import reading, workers
from pipelines.chunks import Changed, Export
from pipelines.errors import LoadError
from pipelines.privacy import PseudonymKey
from tests.unit.reports import line, report

KEY = PseudonymKey("k1", bytes(32))


@pytest.fixture
def lines(tmp_path, monkeypatch):
    """A file of several chunks, beginning with a byte order mark."""
    monkeypatch.setattr("pipelines.chunks.CHUNK_BYTES", 5_000)
    path = tmp_path / "0203914567.ndjson"
    text = "\n".join(line(report(number)) for number in range(1, 60))
    path.write_text("\ufeff" + text, encoding="utf-8")
    return path


def test_a_place_holds_the_chunk(lines):
    chunks = list(Export(lines).chunks())
    assert len(chunks) > 2
    assert [place.read() for place in Export(lines).places()] == chunks


def test_a_place_that_is_gone_is_noticed(lines):
    *_, place = Export(lines).places()
    lines.write_bytes(lines.read_bytes()[:-100])
    with pytest.raises(Changed):
        place.read()


def test_a_file_that_changes_while_it_is_read_ends_the_load_in_a_sentence(lines):
    with reading.reading({0: lines}, KEY) as found:
        next(found)
        with lines.open("ab") as file:
            file.write(b"\n" + line(report(70)).encode())
        with pytest.raises(LoadError, match="changed while it was read") as problem:
            list(found)
    assert "0203914567" not in str(problem.value)


def test_no_two_workers_name_a_content_alike(lines, monkeypatch):
    """A sighting's number leads to one content, whichever process read it."""
    monkeypatch.setattr(workers, "POOL_FROM_BYTES", 0)
    with reading.reading({0: lines}, KEY) as found:
        batches = [item.batch for item in found if isinstance(item, reading.Judged)]
    for table in ("citizen", "service_request"):
        contents = [no for one in batches for no in one.contents[table]["content_no"].to_pylist()]
        sighted = [no for one in batches for no in one.sightings[table]["content_no"].to_pylist()]
        assert len(contents) == len(set(contents))
        assert set(sighted) <= set(contents)
        assert len(sighted) == 59
