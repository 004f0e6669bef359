"""What a broken rule means and what to do, in Danish, from the rule's own id.

Most ids are `<profile>.<element>.<kind>` (`carePlan.period.start.min`), so a
sentence for each kind covers them all; the official invariants have sentences
of their own.
"""

from pages.parts.texts import has_text, text

OF_THE_FILE = ("json", "file")
OF_THE_EXPORT = ("deliveryReport.incomplete", "deliveryReport.resourceType")
OF_A_ROW = (
    *("cell", "row", "key", "privacy", "example"),
    *("V01", "V02", "V04", "V05", "V06", "V13", "V14", "V23"),
)
OF_ITS_PARENT = ("V03", "V09", "V22")
MENDED_BY_STAFF = ("min",)
MENDED_BY_STAFF_INVARIANTS = (
    *(f"kl-reporting-ffb-care-plan-{number}" for number in (1, 2, 4, 5)),
    *("kl-reporting-ffb-condition-1", "kl-reporting-ffb-intervention-goal-1"),
    *("kl-reporting-ffb-intervention-goal-2", "per-1"),
)


def meaning(rule: str) -> str:
    """One sentence on what is wrong."""
    family = rule.split(".")[0]
    for key in (rule, family):
        if has_text(f"data.rules.{key}"):
            return text(f"data.rules.{key}")
    if family == "key":
        return text("data.rules.reference", export=rule.partition(".")[2])
    return _from_parts(rule) or text("data.rules.other")


def counted(rule: str, place: str) -> str:
    """One sentence on what a rule that only counts has found."""
    if place == "table":
        return text("data.counted.nothing_to_refer_to")
    for key in (f"data.counted.{rule}.{place}", f"data.counted.{rule}"):
        if has_text(key):
            return text(key)
    return meaning(rule)


def what_now(rule: str) -> str:
    """One sentence on what to do about it."""
    family, kind = rule.split(".")[0], rule.split(".")[-1]
    if family in OF_THE_FILE or rule in OF_THE_EXPORT:
        return text("data.what_now.export")
    if rule == "row.twice":
        return text("data.what_now.twice")
    if family in OF_A_ROW:
        return text("data.what_now.table")
    if family in OF_ITS_PARENT:
        return text("data.what_now.parent")
    if rule == "cpr":
        return text("data.what_now.cpr")
    if kind == "binding":
        return text("data.what_now.code")
    is_for_staff = kind in MENDED_BY_STAFF or rule in MENDED_BY_STAFF_INVARIANTS
    return text("data.what_now.correct" if is_for_staff else "data.what_now.vendor")


def _from_parts(rule: str) -> str:
    """The sentence of a rule `<profile>.<element>.<kind>`; empty for any other."""
    profile, _, rest = rule.partition(".")
    element, _, kind = rest.rpartition(".")
    known = element and has_text(f"data.profiles.{profile}") and has_text(f"data.rule_kinds.{kind}")
    if not known:
        return ""
    who = text(f"data.profiles.{profile}")
    return text(f"data.rule_kinds.{kind}", who=who, element=_element(element))


def _element(path: str) -> str:
    """An element in Danish where a reader meets it often, else as FHIR names it."""
    key = f"data.elements.{path}"
    return f"»{text(key) if has_text(key) else path}«"
