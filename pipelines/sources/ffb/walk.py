"""The path that explains: one resource or report, element by element, by the declaration.

It names every broken rule with its place and one sentence. Nothing of the
input's values stands in a sentence: only names of R4 elements, of profiles
and of rules, and a resource's id if it is a UUID.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.sources.ffb import profiles, r4
from pipelines.sources.ffb.primitives import ends_before_start, is_valid
from pipelines.sources.ffb.rules import CodeSet, Rules

Json = dict[str, Any]

ELEMENT_NAMES = frozenset(
    key for type_name in r4.described_types() for key in r4.elements(type_name)
)


@dataclass(frozen=True)
class Finding:
    """One broken rule: its id, where in the report, and one sentence for a person."""

    rule: str
    place: str
    message: str


@dataclass(frozen=True)
class Link:
    """A reference to be resolved when the whole report is read; `holder` is the Reference."""

    path: str
    place: str
    holder: Json
    label: str


@dataclass
class Walk:
    """A walk through one resource; findings and references gather on the way."""

    label: str
    findings: list[Finding] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def report(self, rule: str, place: str, says: str) -> None:
        self.findings.append(Finding(rule, place, f"{self.label} {says}."))

    def object(self, value: Any, path: str, type_name: str, place: str) -> None:
        """One JSON object of a described type."""
        if not isinstance(value, dict):
            return self.report(f"{path}.type", place, f"has {_name(path)} that is no {type_name}")
        known = r4.elements(type_name)
        if not value:
            self.report(f"{path}.type", place, f"has an empty {_name(path)}")
        for key, item in value.items():
            if key in known:
                self.element(item, path, known[key], f"{place}.{key}")
            else:
                self.other_key(key, item, path, known, place)
        self.missing(value, path, type_name, known, place)
        self.own_invariants(value, path, type_name, place)

    def other_key(
        self, key: str, item: Any, path: str, known: dict[str, r4.Element], place: str
    ) -> None:
        """`_birthDate` beside a primitive, or a key that R4 does not have there."""
        element = known.get(key[1:]) if key.startswith("_") else None
        if element is None or not element.is_primitive:
            name = f" ({key})" if key in ELEMENT_NAMES else ""
            says = f"has an element in {_name(path)} that R4 does not have there{name}"
            return self.report(f"{path}.unknown", place, says)
        here = profiles.path_of(path, element)
        if profiles.rules_at(here).prohibited:
            self.prohibited(here, f"{place}.{key}")
        elif not _is_sibling(item, element.many):
            self.report(f"{here}.type", f"{place}.{key}", f"has {_name(here)} of a wrong form")

    def prohibited(self, path: str, place: str) -> None:
        says = f"has {_name(path)}, which the profile forbids"
        self.report(f"{path}.prohibited", place, says)

    def element(self, value: Any, path: str, element: r4.Element, place: str) -> None:
        """What stands under one known key: a value, or an array of them."""
        here = profiles.path_of(path, element)
        rules = profiles.rules_at(here)
        if rules.prohibited:
            return self.prohibited(here, place)
        if rules.types and element.type not in rules.types:
            says = f"has {_name(here)} of another type than {' or '.join(rules.types)}"
            return self.report(f"{here}.type", place, says)
        if not element.many:
            return self.item(value, here, element, rules, place)
        if not isinstance(value, list) or not value:
            return self.report(f"{here}.type", place, f"has {_name(here)} that is no filled array")
        return self.array(value, here, element, rules, place)

    def array(
        self, values: list[Any], path: str, element: r4.Element, rules: Rules, place: str
    ) -> None:
        if rules.max is not None and len(values) > rules.max:
            says = f"has {_name(path)} more than {_times(rules.max)}"
            self.report(f"{path}.max", place, says)
        if element.key == "modifierExtension":
            says = "has a modifierExtension, which can change the meaning and is not understood"
            return self.report(f"{path}.unknown", place, says)
        if element.type == "Extension":
            return self.extensions(values, path, place)
        if path == "interventionGoal.target":
            return self.slices(values, path, place)
        for number, value in enumerate(values):
            self.item(value, path, element, rules, f"{place}[{number}]")
        return None

    def item(self, value: Any, path: str, element: r4.Element, rules: Rules, place: str) -> None:
        """One value: its form, its codes, its content."""
        if element.is_primitive:
            if not is_valid(value, element.type):
                says = f"has {_name(path)} that is no R4 {element.type}"
                return self.report(f"{path}.type", place, says)
        elif not isinstance(value, dict):
            says = f"has {_name(path)} that is no {element.type}"
            return self.report(f"{path}.type", place, says)
        elif r4.is_described(element.type):
            self.object(value, rules.becomes or path, element.type, place)
        self.codes(value, path, rules, place)
        if element.type == "Reference":
            self.links.append(Link(path, place, value, self.label))
        return None

    def codes(self, value: Any, path: str, rules: Rules, place: str) -> None:
        """Binding, fixed value and largest number."""
        if rules.binding and not is_member(value, rules.binding):
            says = f"has {_name(path)} outside the value set {rules.binding.name}"
            self.report(f"{path}.binding", place, says)
        if rules.pattern and not is_member(value, rules.pattern):
            says = f"has another {_name(path)} than the profile's fixed {rules.pattern.name}"
            self.report(f"{path}.pattern", place, says)
        if rules.max_value is not None and isinstance(value, int) and value > rules.max_value:
            says = f"has {_name(path)} above {rules.max_value}"
            self.report(f"{path}.maxValue", place, says)

    def extensions(self, values: list[Any], path: str, place: str) -> None:
        """Extensions, told apart by url: how often, whether allowed, what is in them."""
        declared = {rules.url: name for name, rules in profiles.declared_below(path) if rules.url}
        counts = dict.fromkeys(declared.values(), 0)
        for number, value in enumerate(values):
            name = declared.get(_url(value))
            here = f"{place}[{number}]"
            if name is None:
                self.undeclared_extension(value, path, here)
            else:
                counts[name] += 1
                rules = profiles.rules_at(f"{path}.{name}")
                self.object(value, rules.becomes or f"{path}.{name}", "Extension", here)
        for name, count in counts.items():
            rules = profiles.rules_at(f"{path}.{name}")
            if rules.max is not None and count > rules.max:
                says = f"has the extension {name} more than {_times(rules.max)}"
                self.report(f"{path}.{name}.max", place, says)

    def undeclared_extension(self, value: Any, path: str, place: str) -> None:
        if _url(value) is None and any(rules.url for _, rules in profiles.declared_below(path)):
            return self.url_missing(path, place)
        if profiles.rules_at(path).closed:
            says = "has an extension outside the profile's closed list"
            return self.report(f"{path}.closed", place, says)
        return self.object(value, path, "Extension", place)

    def url_missing(self, path: str, place: str) -> None:
        """An extension that cannot be told apart breaks the url rule of every declared one."""
        for name, rules in profiles.declared_below(path):
            if rules.url:
                rule = f"{rules.becomes or f'{path}.{name}'}.url.min"
                self.report(rule, place, "has an extension without its url")

    def slices(self, values: list[Any], path: str, place: str) -> None:
        """The targets of a goal, told apart by what they measure."""
        declared = [(n, rules.measure) for n, rules in profiles.declared_below(path)]
        for number, value in enumerate(values):
            measure = value.get("measure") if isinstance(value, dict) else None
            names = [n for n, codes in declared if codes and is_member(measure, codes)]
            here = f"{path}.{names[0]}" if names else path
            self.object(value, here, "Goal.target", f"{place}[{number}]")
        for name, codes in declared:
            if codes:
                self.slice_count(values, f"{path}.{name}", codes, place)

    def slice_count(self, values: list[Any], path: str, codes: CodeSet, place: str) -> None:
        measures = [value.get("measure") for value in values if isinstance(value, dict)]
        count = sum(is_member(measure, codes) for measure in measures)
        if count > 1:
            self.report(f"{path}.max", place, f"has more than one {_name(path)}")
        if count:
            return
        self.report(f"{path}.min", place, f"has no {_name(path)}, which the profile requires")
        if None in measures:
            self.report(f"{path}.measure.min", place, "has a target that does not say its measure")
        elif len(measures) > 1:
            self.report(f"{path}.measure.pattern", place, "has a target of another measure")

    def missing(
        self, value: Json, path: str, type_name: str, known: dict[str, r4.Element], place: str
    ) -> None:
        """Elements that must be there and are not."""
        present = {known[key].name for key in value if key in known}
        for name, rules in profiles.declared_below(path):
            if rules.min and not rules.url and not rules.measure and name not in present:
                self.absent(f"{path}.{name}", f"{place}.{name}")
        for name in r4.BASE_REQUIRED.get(type_name, ()):
            if name not in present and not profiles.rules_at(f"{path}.{name}").min:
                self.absent(f"{path}.{name}", f"{place}.{name}")
        self.missing_parts(value, path, type_name, place)

    def missing_parts(self, value: Json, path: str, type_name: str, place: str) -> None:
        """Declared extensions and slices, which hide inside arrays."""
        extensions = value.get("extension")
        urls = [_url(one) for one in extensions] if isinstance(extensions, list) else []
        if "extension" in r4.elements(type_name):
            for name, rules in profiles.declared_below(f"{path}.extension"):
                if rules.min and rules.url not in urls:
                    self.absent(f"{path}.extension.{name}", f"{place}.extension")
        if type_name == "Goal" and "target" not in value:
            for name, rules in profiles.declared_below(f"{path}.target"):
                if rules.measure:
                    self.absent(f"{path}.target.{name}", f"{place}.target")

    def absent(self, path: str, place: str) -> None:
        says = f"has no {_name(path)}, which the profile requires"
        self.report(f"{path}.min", place, says)

    def own_invariants(self, value: Json, path: str, type_name: str, place: str) -> None:
        """The invariants of R4 that hold for one data type."""
        if type_name == "Extension":
            has_value = any(key.startswith("value") for key in value)
            if has_value == ("extension" in value):
                says = "has an extension with both a value and extensions, or neither"
                self.report("ext-1", place, says)
        if type_name == "CarePlan.activity" and {"detail", "reference"} <= value.keys():
            self.report("cpl-3", place, "has an activity with both a detail and a reference")
        if type_name == "Period" and _ends_before_start(value):
            self.report("per-1", place, f"has {_name(path)} that ends before it starts")


def _name(path: str) -> str:
    """The element's name for a sentence: the path without the profile."""
    return path.partition(".")[2] or "an element"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _url(extension: Any) -> Any:
    url = extension.get("url") if isinstance(extension, dict) else None
    return url if isinstance(url, str) else None


def _is_sibling(item: Any, many: bool) -> bool:
    """Whether it is what JSON puts beside a primitive: id and extensions, or an array of them."""
    if many:
        return isinstance(item, list) and all(
            one is None or _is_sibling(one, False) for one in item
        )
    return isinstance(item, dict) and bool(item) and item.keys() <= {"id", "extension"}


def is_member(value: Any, allowed: CodeSet) -> bool:
    """Whether a code, a coding, or any coding of a concept belongs to the list."""
    if isinstance(value, str):
        return ("", value) in allowed.members
    return any(pair in allowed.members for pair in _codings(value))


def _codings(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        return
    codings = value.get("coding", [value])
    for one in codings if isinstance(codings, list) else []:
        if isinstance(one, dict):
            system, code = one.get("system"), one.get("code")
            if isinstance(system, str) and isinstance(code, str):
                yield system, code


def _ends_before_start(period: Json) -> bool:
    dates = [period.get("start"), period.get("end")]
    start, end = (
        one if isinstance(one, str) and is_valid(one, "dateTime") else "" for one in dates
    )
    return bool(start and end) and ends_before_start(start, end)
