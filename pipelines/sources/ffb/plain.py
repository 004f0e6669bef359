"""A resource that the walk found right, cut down to what its struct holds.

What is allowed but neither stored nor judged is left out: further codings
beside the one of the value set, extensions that are not the guide's, other
targets of a goal, ids of elements, contained resources.
"""

from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from pipelines.sources.ffb.rules import Profile
from pipelines.sources.ffb.structs import resource_struct
from pipelines.sources.ffb.walk import Json

_MAY_HOLD_OTHERS = ("coding", "extension", "target")


def to_struct(resource: Json, profile: Profile) -> Any:
    """The resource as its struct. Raises msgspec.ValidationError if it does not fit after all."""
    struct = resource_struct(profile)
    cut = _cut(resource, _kind(struct))
    cut["meta"]["profile"] = [profile.url]  # others may be declared beside it
    return msgspec.convert(cut, struct)


@cache
def _kind(struct: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(struct)


def _cut(value: Any, kind: inspect.Type) -> Any:
    if isinstance(kind, inspect.UnionType):
        return _cut(value, _chosen(value, kind))
    if isinstance(kind, inspect.StructType) and isinstance(value, dict):
        return _cut_object(value, kind)
    if isinstance(kind, inspect.ListType) and isinstance(value, list):
        return [_cut(one, kind.item_type) for one in value]
    return value


def _chosen(value: Any, kind: inspect.UnionType) -> inspect.Type:
    """The member of a union that a value is for: by tag, else the one that is not UNSET."""
    structs = [one for one in kind.types if isinstance(one, inspect.StructType)]
    url = value.get("url") if isinstance(value, dict) else None
    by_tag = [one for one in structs if one.tag == url]
    others = [one for one in kind.types if not isinstance(one, inspect.StructType)]
    return (by_tag or structs or others)[0]


def _cut_object(value: Json, kind: inspect.StructType) -> Json:
    known = {one.encode_name: one.type for one in kind.fields}
    needed = {one.encode_name for one in kind.fields if one.required}
    cut = {k: _cut_field(k, v, known[k]) for k, v in value.items() if k in known}
    kept = {k: v for k, v in cut.items() if v != [] or k in needed}
    return {**kept, kind.tag_field: kind.tag} if kind.tag_field else kept


def _cut_field(key: str, value: Any, kind: inspect.Type) -> Any:
    """Where others may stand beside what we read, only what fits is kept."""
    listed = _list_type(kind)
    if key not in _MAY_HOLD_OTHERS or listed is None or not isinstance(value, list):
        return _cut(value, kind)
    fitting = [c for one in value if _fits(one, c := _cut(one, listed.item_type), listed)]
    return fitting[: listed.max_length] if key == "coding" else fitting


def _list_type(kind: inspect.Type) -> inspect.ListType | None:
    members = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return next((one for one in members if isinstance(one, inspect.ListType)), None)


def _fits(given: Any, cut: Any, listed: inspect.ListType) -> bool:
    """Whether an item is one that the struct is about."""
    kinds = (
        listed.item_type.types
        if isinstance(listed.item_type, inspect.UnionType)
        else (listed.item_type,)
    )
    structs = [one for one in kinds if isinstance(one, inspect.StructType)]
    if structs and structs[0].tag_field:
        return isinstance(given, dict) and given.get("url") in {one.tag for one in structs}
    return any(_converts(cut, one.cls) for one in structs)


def _converts(value: Any, struct: type) -> bool:
    try:
        msgspec.convert(value, struct)
    except msgspec.ValidationError:
        return False
    return True
