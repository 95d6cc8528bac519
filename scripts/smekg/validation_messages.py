"""pydantic's findings in the words of the guides."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic_core import ErrorDetails

__all__ = ["explain"]

_LIST = '"{key}" must be a list: [a, b], or [] for none'
_MAPPING = '"{key}" must be a mapping of keys to values'
#: Kinds of error whose message needs nothing but the key.
_MESSAGES = {
    "dict_type": _MAPPING,
    "list_type": _LIST,
    "missing": 'the key "{key}" is missing; add it',
    "model_attributes_type": _MAPPING,
    "model_type": _MAPPING,
    "string_type": '"{key}" must be text',
    "tuple_type": _LIST,
}


def explain(detail: ErrorDetails, model: type[BaseModel]) -> str:
    """Say what pydantic found in words that tell what to mend.

    Args:
        detail: One entry of `ValidationError.errors()`.
        model: The model that was validated against.

    Returns:
        The message.
    """
    kind, loc, given = detail["type"], detail["loc"], detail.get("input")
    key = ".".join(str(step) for step in loc) or "the entry"
    if kind in _MESSAGES:
        return _MESSAGES[kind].format(key=key)
    if kind == "extra_forbidden":
        return f'unknown key "{key}"; known keys: {", ".join(_known_keys(loc, model))}'
    if kind == "string_pattern_mismatch":
        return f'"{key}" is {given!r}, which does not match {detail["ctx"]["pattern"]}'
    return f'"{key}" is {given!r}: {str(detail["msg"]).removeprefix("Value error, ").lower()}'


def _known_keys(loc: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    fields = model.model_fields
    for step in loc[:-1]:
        inner = fields[step].annotation if isinstance(step, str) and step in fields else None
        candidates = [inner, *getattr(inner, "__args__", ())]
        models = [c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)]
        fields = models[0].model_fields if models else fields
    return list(fields)
