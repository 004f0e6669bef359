"""What can go wrong when people write, each as one sentence and as a code that a page words."""

from enum import StrEnum

from kpis.errors import KpiError
from kpis.facts.model import Fact
from kpis.facts.versions import Version


class Rule(StrEnum):
    """The rule a fact broke."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    CPR_NUMBER = "cpr_number"
    UNKNOWN_NAME = "unknown_name"
    NOT_A_NUMBER = "not_a_number"
    DAYS_REVERSED = "days_reversed"
    TARGET = "target"
    TARGET_NOT_LATER = "target_not_later"
    ONLY_GROWS = "only_grows"
    BREAK = "break"
    NOT_JSON = "not_json"
    HASH = "hash"
    OTHER_KIND = "other_kind"
    WITHDRAWN = "withdrawn"
    NOT_THERE = "not_there"
    PARAMETERS = "parameters"
    NOT_A_BACKUP = "not_a_backup"


class Fault(StrEnum):
    """Why the store could not be read or written."""

    LOCKED = "locked"
    NO_ROOM = "no_room"
    READ_ONLY = "read_only"
    DISK = "disk"
    DAMAGED = "damaged"
    NEWER = "newer"
    OTHER = "other"


class Refused(KpiError):
    """The fact breaks a rule and was not kept. `field` is the one to mend, empty for the whole."""

    def __init__(self, rule: Rule, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.rule, self.field = rule, field


class Conflict(KpiError):
    """Somebody else wrote first. Nothing is lost: both texts are here, to be shown together."""

    def __init__(self, newer: Version[Fact], yours: Fact | None) -> None:
        super().__init__(
            f"{newer.author.name} saved a newer version of this at "
            f"{newer.written_at:%Y-%m-%d %H:%M} UTC, so yours was not saved; "
            "read both and save again on top of the newer one."
        )
        self.newer, self.yours = newer, yours


class Unsaved(KpiError):
    """The store could not be written. What was there is as it was."""

    def __init__(self, fault: Fault, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = fault


class Unreadable(KpiError):
    """The store could not be read."""

    def __init__(self, fault: Fault, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = fault
