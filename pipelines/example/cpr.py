"""CPR numbers that are nobody's.

A number is issued with a valid modulus 11 check, except on birthdays whose
numbers had run out: since 1 October 2007 numbers without the check have been
issued, and all such birthdays are a 1 January (CPR-kontoret's published list).
A number that fails the check on any other birthday was therefore never issued.
"""

from datetime import date
from random import Random

from pipelines.privacy import passes_modulus_11


def invented(rng: Random, birthday: date, sex: str) -> str:
    """Ten digits for a birthday (not 1 January) and a legal sex, `K` even and `M` odd."""
    if (birthday.month, birthday.day) == (1, 1):
        raise ValueError("Invented CPR numbers are not made for 1 January: some lack modulus 11.")
    while True:
        number = f"{birthday:%d%m%y}{_century_digit(rng, birthday)}{rng.randrange(100):02d}"
        number += str(2 * rng.randrange(5) + (sex == "M"))
        if not passes_modulus_11(number):
            return number


def _century_digit(rng: Random, birthday: date) -> int:
    """Digit 7: 0-3 for the 1900s; 4-9 for 2000-2036."""
    return rng.randrange(4, 10) if birthday.year >= 2000 else rng.randrange(4)


def is_new_year(day: int) -> bool:
    """Whether a day (an ordinal) is a 1 January, for which no number is made."""
    return date.fromordinal(day).timetuple().tm_yday == 1


def unused(rng: Random, taken: set[str], birthday: int, sex: str) -> str:
    """A number nobody in the example has yet; it is taken from now on."""
    while (number := invented(rng, date.fromordinal(birthday), sex)) in taken:
        pass
    taken.add(number)
    return number


def same_birthday(rng: Random, number: str) -> str:
    """Another number that can be nobody's, of the same birthday and century."""
    while True:
        other = f"{number[:7]}{rng.randrange(1000):03d}"
        if other != number and not passes_modulus_11(other):
            return other
