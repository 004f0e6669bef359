"""The declaration of `profiles` turned into msgspec structs: the decoders that accept.

A struct holds what is stored or judged, and the few other elements that
systems commonly send. A resource with anything else in it is no error: its
decoder refuses, and `walk` looks at it element by element.
"""

from functools import cache
from typing import Annotated, Any, Literal, Union

import msgspec
from msgspec import UNSET, Meta, UnsetType

from pipelines.sources.ffb import profiles, r4
from pipelines.sources.ffb.primitives import TEXT_PATTERNS
from pipelines.sources.ffb.rules import CodeSet, Profile, Rules

# Elements without rules that are common enough to be worth a place in the fast decoders.
_COMMON = {
    "Coding": {"system", "version", "code", "display"},
    "CodeableConcept": {"coding", "text"},
    "Reference": {"reference", "type", "display"},
    "Identifier": {"use", "system", "value"},
    "Period": {"start", "end"},
    "Meta": {"versionId", "lastUpdated", "source"},
    "Narrative": {"status", "div"},
}
_RESOURCE_COMMON = {"id", "meta", "text"}
_TEXT = Annotated[str, Meta(min_length=1)]
_KEYWORDS = {"class": "class_"}


class FastEntry(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """One entry; its resource stays raw until its profile is known."""

    resource: msgspec.Raw
    fullUrl: str | UnsetType = UNSET


class FastCoding(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A mark on the whole report, for example that its data are a test."""

    system: str | UnsetType = UNSET
    version: str | UnsetType = UNSET
    code: str | UnsetType = UNSET
    display: str | UnsetType = UNSET


class FastBundleMeta(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """What the report says it conforms to; its type decides, so this is not judged."""

    profile: Annotated[list[str], Meta(min_length=1)] | UnsetType = UNSET
    lastUpdated: str | UnsetType = UNSET
    versionId: str | UnsetType = UNSET
    source: str | UnsetType = UNSET
    security: Annotated[list[FastCoding], Meta(min_length=1)] | UnsetType = UNSET
    tag: Annotated[list[FastCoding], Meta(min_length=1)] | UnsetType = UNSET


class FastBundle(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The report around the resources, as almost every system sends it."""

    resourceType: Literal["Bundle"]
    type: Literal["collection"]
    timestamp: str
    entry: Annotated[list[FastEntry], Meta(min_length=1)]
    id: str | UnsetType = UNSET
    meta: FastBundleMeta | UnsetType = UNSET


@cache
def resource_struct(profile: Profile) -> type[msgspec.Struct]:
    """The struct of one profile's resources."""
    fields: list[Any] = [
        ("resourceType", Literal[profile.type]),
        ("id", str),
        ("meta", _meta_struct(profile)),
    ]
    done = {"resourceType", "id", "meta"}
    fields += [
        one
        for element in r4.elements(profile.type).values()
        if element.key not in done
        if (one := _field(profile.name, profile.type, element)) is not None
    ]
    return _defstruct(profile.name, fields)


def _meta_struct(profile: Profile) -> type[msgspec.Struct]:
    url: Any = Literal[profile.url, f"{profile.url}|1.0.0"]
    once = Annotated[list[url], Meta(min_length=1, max_length=1)]
    optional = [(name, str | UnsetType, UNSET) for name in sorted(_COMMON["Meta"])]
    return _defstruct("Meta", [("profile", once), *optional])


def _defstruct(name: str, fields: list[Any], **options: Any) -> type[msgspec.Struct]:
    """Required fields first, as a struct wants them; unknown fields are refused."""
    fields = sorted(fields, key=len)
    renamed = [(_KEYWORDS.get(one[0], one[0]), *one[1:]) for one in fields]
    rename = {python: key for key, python in _KEYWORDS.items()}
    return msgspec.defstruct(
        name, renamed, forbid_unknown_fields=True, gc=False, rename=rename, **options
    )


def _field(path: str, type_name: str, element: r4.Element) -> Any:
    """One field for msgspec.defstruct, or None where the fast decoder leaves it out."""
    here = profiles.path_of(path, element)
    rules = profiles.rules_at(here)
    if rules.prohibited or (rules.types and element.type not in rules.types):
        return None
    if not (profiles.has_rules_below(here) or _is_common(type_name, element)):
        return None
    kind = _annotation(here, element, rules)
    if kind is None:
        return None
    is_required = rules.min or _is_needed(here, type_name, element)
    return (element.key, kind) if is_required else (element.key, kind | UnsetType, UNSET)


def _is_needed(path: str, type_name: str, element: r4.Element) -> bool:
    """Required by base R4, by a declared extension, or because a reference must lead somewhere."""
    if (type_name, element.key) == ("Reference", "reference"):
        return True
    slices = (rules.min for _, rules in profiles.declared_below(path) if rules.url)
    return any(slices) or element.name in r4.BASE_REQUIRED.get(type_name, ())


def _is_common(type_name: str, element: r4.Element) -> bool:
    if "contained" in r4.elements(type_name):
        return element.key in _RESOURCE_COMMON
    return element.key in _COMMON.get(type_name, set())


def _annotation(path: str, element: r4.Element, rules: Rules) -> Any:
    if element.type == "Extension":
        return _extensions(path, fewest=1)
    one = _single(path, element, rules)
    if not element.many:
        return one
    return Annotated[list[one], Meta(min_length=1, max_length=rules.max)]  # type: ignore[valid-type]


def _single(path: str, element: r4.Element, rules: Rules) -> Any:
    """The type of one value at a path."""
    allowed = rules.pattern or rules.binding
    if element.is_primitive:
        return _primitive(element, rules, allowed)
    if path == "interventionGoal.target":
        return _goal_target(path)
    if allowed and element.type == "Coding":
        return _coding(path, allowed)
    if allowed and element.type == "CodeableConcept":
        return _concept(path, allowed)
    return _complex(rules.becomes or path, element.type)


def _primitive(element: r4.Element, rules: Rules, allowed: CodeSet | None) -> Any:
    if allowed:
        return Literal[tuple(sorted(allowed.codes))]
    if element.type == "positiveInt":
        return Annotated[int, Meta(ge=1, le=rules.max_value)]
    if element.type == "boolean":
        return bool
    pattern = TEXT_PATTERNS.get(element.type)
    return Annotated[str, Meta(pattern=rf"^(?:{pattern})\Z")] if pattern else _TEXT


@cache
def _complex(path: str, type_name: str) -> type[msgspec.Struct]:
    found = [_field(path, type_name, element) for element in r4.elements(type_name).values()]
    return _defstruct(path, [one for one in found if one is not None])


def _coding(path: str, allowed: CodeSet) -> type[msgspec.Struct]:
    """A coding of a closed list; what may stand beside system and code is read past."""
    fields: list[Any] = [
        ("system", Literal[tuple(sorted(allowed.systems))]),
        ("code", Literal[tuple(sorted(allowed.codes))]),
    ]
    for name in ("display", "version"):
        if not profiles.rules_at(f"{path}.{name}").prohibited:
            fields.append((name, _TEXT | UnsetType, UNSET))
    return _defstruct(path, fields)


def _concept(path: str, allowed: CodeSet) -> type[msgspec.Struct]:
    """A CodeableConcept with exactly one coding, of a closed list."""
    one = _coding(f"{path}.coding", allowed)
    fields: list[Any] = [
        ("coding", Annotated[list[one], Meta(min_length=1, max_length=1)])  # type: ignore[valid-type]
    ]
    if not profiles.rules_at(f"{path}.text").prohibited:
        fields.append(("text", _TEXT | UnsetType, UNSET))
    return _defstruct(path, fields)


def _goal_target(path: str) -> type[msgspec.Struct]:
    """Both slices in one: which code may stand beside which measure is judged afterwards."""
    slices = [f"{path}.{name}" for name, rules in profiles.declared_below(path) if rules.measure]
    measures = [rules for s in slices if (rules := profiles.rules_at(s).measure)]
    details = [
        binding
        for s in slices
        if (binding := profiles.rules_at(f"{s}.detail.detailCodeableConcept").binding)
    ]
    return _defstruct(
        path,
        [
            ("measure", _concept(f"{path}.measure", _either(measures))),
            (
                "detailCodeableConcept",
                _concept(f"{path}.detail", _either(details)) | UnsetType,
                UNSET,
            ),
        ],
    )


def _either(sets: list[CodeSet]) -> CodeSet:
    return CodeSet(
        " or ".join(one.name for one in sets), frozenset().union(*(s.members for s in sets))
    )


def _extensions(path: str, fewest: int) -> Any:
    """The declared extensions at a path, told apart by their url; None if there are none."""
    slices = [(name, rules) for name, rules in profiles.declared_below(path) if rules.url]
    if not slices:
        return None
    tagged = len(slices) > 1
    kinds = tuple(
        _extension(rules.becomes or f"{path}.{name}", rules, tagged) for name, rules in slices
    )
    one = Union[kinds]  # type: ignore[valid-type]  # noqa: UP007
    return Annotated[list[one], Meta(min_length=fewest, max_length=len(kinds))]


def _extension(path: str, rules: Rules, tagged: bool) -> type[msgspec.Struct]:
    """One extension: it has a value or extensions (ext-1), never both.

    Where several are declared the url is the tag that tells them apart; msgspec
    does not demand the tag of a lone struct, so there the url is a field.
    """
    inner = _extensions(f"{path}.extension", fewest=0)  # all may be foreign ones
    fields = _value_fields(path) if inner is None else [("extension", inner)]
    if tagged:
        struct = _defstruct(path, fields, tag_field="url", tag=rules.url)
    else:
        struct = _defstruct(path, [("url", Literal[rules.url]), *fields])
    _URLS[struct] = rules.url
    return struct


_URLS: dict[type[msgspec.Struct], str] = {}


def _value_fields(path: str) -> list[Any]:
    rules = profiles.rules_at(f"{path}.value")
    return [
        (element.key, _single(f"{path}.value", element, rules))
        for element in r4.elements("Extension").values()
        if element.type in rules.types
    ]


def url_of(extension: Any) -> str:
    """The url of a decoded extension."""
    return _URLS[type(extension)]
