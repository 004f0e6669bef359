"""The first pass over a CSV file: its hash, its encoding, and whether it is CSV at all.

The encoding is decided for the file as a whole, from every byte: UTF-8, or
Windows-1252 where no line with other letters than ASCII is UTF-8. Where some
lines are UTF-8 and some are not, those that are not are set aside.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipelines.chunks import UTF8_MARK, UTF16_MARKS, BadFile

BLOCK = 8 << 20
LONGEST_LINE = 16 << 20
NOTHING = "nothing of the file was loaded"
_ZIP, _OLE, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"


@dataclass
class TextFile:
    """A CSV file after its first pass."""

    path: Path
    size: int = 0
    sha256: str = ""
    encoding: str = "utf-8"
    starts_at: int = 0
    carriage_returns_only: bool = False


class _Seen:
    """What the first pass gathers, line by line only where it must."""

    def __init__(self) -> None:
        self.letters = False  # a line with other letters than ASCII that is UTF-8
        self.broken = False  # a line that is not
        self.line_feeds = 0
        self.returns = 0
        self.longest = 0

    def add(self, block: bytes) -> None:
        """Whole lines."""
        self.line_feeds += block.count(b"\n")
        self.returns += block.count(b"\r")
        if block.isascii():
            return
        try:
            block.decode("utf-8")
            self.letters = True
        except UnicodeDecodeError:
            self._line_by_line(block)

    def _line_by_line(self, block: bytes) -> None:
        for line in block.split(b"\n"):
            if not line.isascii():
                try:
                    line.decode("utf-8")
                    self.letters = True
                except UnicodeDecodeError:
                    self.broken = True


def inspect(path: Path, file: TextFile) -> None:
    """Fill in what the bytes tell; size and hash also where it raises BadFile.

    Raises BadFile for a file that cannot be CSV in an encoding that is known.
    """
    digest, seen = hashlib.sha256(), _Seen()
    with path.open("rb") as raw:
        head = tail = rest = b""
        too_long = False
        while block := raw.read(BLOCK):
            digest.update(block)
            file.size += len(block)
            head, tail = head or block[:4096], (tail + block)[-4096:]
            rest += block
            end = rest.rfind(b"\n") + 1 or rest.rfind(b"\r") + 1
            if not end and len(rest) > LONGEST_LINE:
                too_long, rest = True, b""
            seen.add(rest[:end])
            rest = rest[end:]
    file.sha256 = digest.hexdigest()
    _refuse_head(head)
    if too_long:
        raise BadFile("file.line", f"A line is longer than {LONGEST_LINE >> 20} MB; {NOTHING}.")
    _refuse_padding(tail)
    _refuse_cut_letter(rest, seen)
    seen.add(rest)
    file.starts_at = len(UTF8_MARK) if head.startswith(UTF8_MARK) else 0
    file.carriage_returns_only = not seen.line_feeds and seen.returns > 0
    if seen.broken and not seen.letters and not file.starts_at:
        file.encoding = "cp1252"


def _refuse_head(head: bytes) -> None:
    if not head.removeprefix(UTF8_MARK).strip():
        raise BadFile("file.empty", "The file is empty; have it exported again.")
    kinds = (
        (_GZIP, "file.gzip", "is gzip data; unpack it"),
        (_ZIP, "file.type", "is a workbook or a zip file, no CSV; name it .xlsx"),
        (_OLE, "file.type", "is an old or protected Excel file, no CSV; save it as CSV UTF-8"),
        *((mark, "file.encoding", "is UTF-16; save it as CSV UTF-8") for mark in UTF16_MARKS),
    )
    for mark, rule, says in kinds:
        if head.startswith(mark):
            raise BadFile(rule, f"The file {says}; {NOTHING}.")
    if head[1:2] == b"\x00" or head[:1] == b"\x00":
        raise BadFile("file.encoding", f"The file is UTF-16 or no text at all; {NOTHING}.")
    if head.removeprefix(UTF8_MARK).lstrip()[:1] == b"<":
        raise BadFile("file.html", f"The file is a web page or XML (html), no CSV; {NOTHING}.")


def _refuse_padding(tail: bytes) -> None:
    if tail.endswith(b"\x00\x00"):
        raise BadFile("file.truncated", f"The file ends in NUL: its copy broke off; {NOTHING}.")


def _refuse_cut_letter(rest: bytes, seen: _Seen) -> None:
    """A last line that ends inside a letter. æ, ø, å begin with 0xC3 in UTF-8, and are one
    other byte each in Windows-1252, so that alone decides where no letter came before.
    """
    for length in (1, 2, 3):
        last = rest[-length:]
        is_cut = len(last) == length and _begins_a_letter(last) and _is_utf8(rest[:-length])
        if is_cut and (seen.letters or last[0] == 0xC3 or length > 1):
            raise BadFile("file.truncated", f"The file ends inside a letter; {NOTHING}.")


def _begins_a_letter(last: bytes) -> bool:
    """Whether the bytes are the beginning of a letter in UTF-8 and not the whole of it."""
    leads = ((0xC2, 2), (0xE0, 3), (0xF0, 4), (0xF5, 0))  # from this first byte: so many bytes
    needs = max((size for lead, size in leads if last[0] >= lead), default=0)
    return last[0] < 0xF5 and needs > len(last) and all(0x80 <= byte < 0xC0 for byte in last[1:])


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
