"""How long a compact JSON text is that holds what a struct declares, and nothing else, as SQL.

The engine reads JSON leniently: what it was not asked for it leaves out, of two equal keys it
takes one, what has another type or is not in a closed list is NULL. None of that can hide from
a count of bytes. `size` is the length that a text would have which holds just the values that
were read, written without a blank; the text itself is never shorter. Where both are equal the
text holds these values, each once, and nothing else: no unknown key, no key twice, no blank, no
escape, nothing empty, no code outside its list, none too many.

This needs that no value looks longer than it was written. So a text that must have a form is
read as text and has to have it (a number in its place has not), a text that may be anything is
read as JSON, with its quotation marks.
"""

from functools import cache
from typing import Any

from msgspec import UnsetType, inspect

ENUMS: dict[tuple[str, ...], str] = {}
"""Closed lists that structures name, as enumerations of the engine: members to name."""

# Elements that are read as text; whoever shapes them demands their form.
FORMED = frozenset(
    "reference lastUpdated timestamp start end recordedDate created effectiveDateTime "
    "valueDateTime fullUrl".split()
)
_PLAIN = r'"[!#-\[\]-~]+"'  # a text of visible ASCII characters, as it stands in JSON


@cache
def kind_of(struct: type) -> inspect.Type:
    """What a struct of `structs` declares."""
    return inspect.type_info(struct)


def structure(kind: inspect.Type, name: str = "") -> str:
    """What the engine's `from_json` is asked for."""
    match _members(kind):
        case [inspect.StructType() as one]:
            return _object({f.encode_name: structure(f.type, f.encode_name) for f in one.fields})
        case [inspect.ListType() as one]:
            return f"[{structure(one.item_type, name)}]"
        case [inspect.LiteralType() as one]:
            return f'"{_enum(one.values)}"'
        case [inspect.IntType()]:
            return '"UTINYINT"'
        case [_]:
            return '"VARCHAR"' if name in FORMED or name == "id" else '"JSON"'
        case several:
            return _object({"url": f'"{_enum(one.tag for one in several)}"'} | _of_all(several))


def _of_all(structs: list[Any]) -> dict[str, str]:
    """The fields of all members of a tagged union."""
    return {f.encode_name: structure(f.type, f.encode_name) for one in structs for f in one.fields}


def _object(fields: dict[str, str]) -> str:
    return "{" + ",".join(f'"{key}":{kind}' for key, kind in fields.items()) + "}"


def _enum(values: Any) -> str:
    members = tuple(sorted(values))
    return ENUMS.setdefault(members, f"closed_{len(ENUMS)}")


def _members(kind: inspect.Type) -> list[Any]:
    """The type, or the several of a tagged union; that it may be missing is told elsewhere."""
    if not isinstance(kind, inspect.UnionType):
        return [kind]
    return [one for one in kind.types if not _is_unset(one)]


def _is_unset(kind: Any) -> bool:
    return isinstance(kind, inspect.CustomType) and kind.cls is UnsetType


def size(kind: inspect.Type, at: str, name: str = "", depth: int = 0) -> str:
    """The length in bytes of what stands at an SQL expression; NULL where it does not fit."""
    match _members(kind):
        case [inspect.StructType() as one]:
            return _struct(one, at, depth)
        case [inspect.ListType() as one]:
            return _list(one, at, name, depth)
        case [inspect.LiteralType() as one]:
            return _literal(one.values, at)
        case [inspect.IntType() as one]:
            return f"case when {at} between {one.ge} and {one.le} then 1 end"
        case [inspect.RawType()]:
            return f"strlen({at})"
        case [inspect.StrType() as one]:
            return _text(one, at, name)
        case several:
            return _tagged(several, at, depth)


def _struct(struct: inspect.StructType, at: str, depth: int) -> str:
    """Where a field is required its absence makes all NULL, an object that is missing, too."""
    inside = f"(1 + {_fields(struct, at, depth)})"
    if any(one.required for one in struct.fields):
        return inside
    return f"case when {at} is not null then {inside} end"


def _fields(struct: inspect.StructType, at: str, depth: int) -> str:
    return " + ".join(_field(one, at, depth) for one in struct.fields)


def _field(field: inspect.Field, at: str, depth: int) -> str:
    """With its key, the marks around it and the comma or brace behind it."""
    name = field.encode_name
    inside = size(field.type, f'{at}."{name}"', name, depth)
    found = f"{len(name) + 4} + {inside}"
    return found if field.required else f"coalesce({found}, 0)"


def _list(listed: inspect.ListType, at: str, name: str, depth: int) -> str:
    """Of a list that has one item only the first is counted: a second makes the text longer."""
    if listed.max_length == 1:
        return f"(2 + {size(listed.item_type, at + '[1]', name, depth)})"
    item = f"item_{depth}"
    each = size(listed.item_type, item, name, depth + 1)
    return f"(1 + list_sum(list_transform({at}, lambda {item}: 1 + {each})))"


def _literal(values: Any, at: str) -> str:
    lengths = {len(one.encode()) for one in values}
    if len(lengths) == 1:
        return f"case when {at} is not null then {lengths.pop() + 2} end"
    return f"(strlen({at}::varchar) + 2)"


def _text(kind: inspect.StrType, at: str, name: str) -> str:
    if name in FORMED:
        return f"(strlen({at}) + 2)"
    if name == "id":
        return f"case when is_plain_uuid({at}) then 38 end"
    if kind.pattern:
        return f"case when regexp_full_match({at}, '{_PLAIN}') then strlen({at}) end"
    return f"case when is_text({at}) then strlen({at}) end"


def _tagged(structs: list[Any], at: str, depth: int) -> str:
    """One of several structs, told by its url."""
    cases = " ".join(
        f"when '{one.tag}' then {8 + len(one.tag) + 2} + {_fields(one, at, depth)}"
        for one in structs
    )
    return f'(case {at}."url" {cases} end)'
