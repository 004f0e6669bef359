"""What keeps a person's identity out of everything that is written.

A CPR number becomes a keyed hash (HMAC-SHA-256) before anything is stored; a
plain hash would be no pseudonym, since all CPR numbers can be tried in
minutes. Source of the CPR rules: cpr.dk, "Personnummeret i CPR".
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

KEY_BYTES = 32
KEY_VARIABLE = "STRATEGI_PSEUDONYM_KEY"
KEY_FILE_VARIABLE = "STRATEGI_PSEUDONYM_KEY_FILE"
PSEUDONYM_CHARACTERS = 26  # 130 bits in base32

_CPR = re.compile(r"[0-9]{10}")
_REPLACEMENT = re.compile(r"[0-9]{6}[0-9A-Z]{4}")
_CPR_SHAPE = re.compile(r"(?<![0-9])([0-9]{6})-?[0-9]{4}(?![0-9])")
_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{6}-?[0-9]{4}(?![0-9])")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


class KeyProblem(Exception):
    """The pseudonym key is missing or unusable; the text is one sentence for a user."""


class CprProblem(Exception):
    """The text is no CPR number; the message names the kind of fault, never the number."""


@dataclass(frozen=True)
class PseudonymKey:
    """The secret of the keyed hash, and the id that stands in front of every pseudonym."""

    key_id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise KeyProblem(f"The pseudonym key must be {KEY_BYTES} bytes.")
        if not re.fullmatch(r"k[0-9]+", self.key_id):
            raise KeyProblem("The id of a pseudonym key is the letter k and a number.")

    def pseudonym(self, cpr: str) -> str:
        """The stored name of a person: `k1:` and 26 lower-case base32 characters."""
        return f"{self.key_id}:{self.hashed('person', cpr)}"

    def hashed(self, purpose: str, text: str) -> str:
        """26 lower-case base32 characters; differs with the purpose, so sets cannot be joined."""
        digest = hmac.digest(self.secret, f"{purpose}\0{text}".encode(), hashlib.sha256)
        return base64.b32encode(digest[:20]).decode("ascii").lower()[:PSEUDONYM_CHARACTERS]

    def digest(self, content: bytes) -> str:
        """A keyed name for a whole report, hexadecimal; a plain hash could be tried out."""
        return hashlib.blake2b(content, key=self.secret, digest_size=16).hexdigest()


def throw_away_key(key_id: str = "k0") -> PseudonymKey:
    """A random key for invented data. It is not kept, so nobody can ever link back."""
    return PseudonymKey(key_id, secrets.token_bytes(KEY_BYTES))


# Invented data are keyed with a secret that everybody knows: nobody's identity
# hangs on it, and the same example gives the same warehouse everywhere.
EXAMPLE_KEY = PseudonymKey("k0", hashlib.sha256(b"invented data have nothing to hide").digest())


def key_from_environment(environment: Mapping[str, str] | None = None) -> PseudonymKey:
    """The key that `STRATEGI_PSEUDONYM_KEY` or `STRATEGI_PSEUDONYM_KEY_FILE` gives.

    Raises KeyProblem with one sentence when neither is set, both are, or the
    key is unreadable. The sentence never holds any part of the key.
    """
    variables = os.environ if environment is None else environment
    text, file = variables.get(KEY_VARIABLE), variables.get(KEY_FILE_VARIABLE)
    if text and file:
        raise KeyProblem(f"Set {KEY_VARIABLE} or {KEY_FILE_VARIABLE}, not both.")
    if text:
        return PseudonymKey("k1", _key_bytes(text, KEY_VARIABLE))
    if file:
        return PseudonymKey("k1", _key_bytes(_file_text(file), f"the file of {KEY_FILE_VARIABLE}"))
    raise KeyProblem(
        f"Real data need a pseudonym key: set {KEY_VARIABLE} (32 random bytes in base64 or "
        f"hexadecimal) or {KEY_FILE_VARIABLE}."
    )


def _file_text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as problem:
        raise KeyProblem(
            f"The file of {KEY_FILE_VARIABLE} could not be read ({type(problem).__name__})."
        ) from None


def _key_bytes(text: str, where: str) -> bytes:
    """32 bytes from 64 hexadecimal characters or from base64 (also URL-safe)."""
    text = text.strip()
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return bytes.fromhex(text)
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyProblem(f"The key in {where} must be 32 bytes in base64 or hexadecimal.")
    return key


@dataclass(frozen=True)
class Cpr:
    """What a CPR number tells: the birth date and the legal sex (K or M)."""

    number: str = field(repr=False)
    birth_date: date
    sex: str


def parse_cpr(text: str, today: date | None = None) -> Cpr:
    """Read a CPR number: DDMMYY with a real date, four digits, no hyphen.

    No modulus 11: numbers without it have been given since 2007. Raises
    CprProblem; its message holds nothing of the number.
    """
    if not _CPR.fullmatch(text):
        raise CprProblem(_kind_of_fault(text))
    born = _birth_date(text)
    if born is None:
        raise CprProblem(_kind_of_fault(text))
    if born > (today or date.today()):
        raise CprProblem("begins with a date in the future")
    return Cpr(text, born, "M" if int(text[9]) % 2 else "K")


_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def passes_modulus_11(number: str) -> bool:
    """Whether ten digits pass the check that numbers were given with until 2007 (V01: a notice)."""
    return (
        sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 11 == 0
    )


def _birth_date(cpr: str) -> date | None:
    day, month, year, seventh = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6]), int(cpr[6])
    try:
        return date(_century(seventh, year) + year, month, day)
    except ValueError:
        return None


def _century(seventh: int, year: int) -> int:
    """The century that digit 7 gives a two-digit year (cpr.dk)."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _kind_of_fault(text: str) -> str:
    if _REPLACEMENT.fullmatch(text) and not text.isdigit():
        return "is a replacement number with letters, which is no CPR number"
    if _CPR.fullmatch(text):
        day = int(text[0]) - 6
        if day >= 0 and _birth_date(f"{day}{text[1:]}") is not None:
            return "is a replacement number (day of birth plus 60), which is no CPR number"
        return "does not begin with a real date"
    if re.fullmatch(r"[0-9]{6}[- ][0-9]{4}", text):
        return "is written with a separator"
    return "is not ten digits"


def _is_real_date(six_digits: str) -> bool:
    """Whether DDMMYY is a date in any century a CPR number can mean."""
    return any(_birth_date(six_digits + seventh + "000") is not None for seventh in "059")


def may_hold_cpr(text: str) -> bool:
    """Whether `safe_identifier` would change the text."""
    if not _CPR_SHAPE.search(text) or _UUID.fullmatch(text):
        return False
    return any(_is_real_date(run[1]) for run in _CPR_SHAPE.finditer(text))


def safe_identifier(text: str, key: PseudonymKey) -> str:
    """An identifier that may be stored: a CPR-shaped run in it is replaced by a keyed hash.

    CPR-shaped is ten digits, or six and four with a hyphen, that begin with a
    real date. A UUID is left as it is, and so is everything else, character
    for character.
    """
    if not may_hold_cpr(text):
        return text
    return _CPR_SHAPE.sub(lambda run: _replaced(run, key), text)


def _replaced(run: re.Match[str], key: PseudonymKey) -> str:
    if not _is_real_date(run[1]):
        return run[0]
    return key.hashed("identifier", run[0].replace("-", ""))


def without_number(text: str, cpr: str, key: PseudonymKey) -> str:
    """The text with one known CPR number replaced by a keyed hash, wherever it stands in it."""
    replacement = key.hashed("identifier", cpr)
    return text.replace(cpr, replacement).replace(f"{cpr[:6]}-{cpr[6:]}", replacement)


def masked(text: str) -> str:
    """A path or log line with every run of ten digits (or six and four) made unreadable."""
    return _TEN_DIGITS.sub("**********", text)
