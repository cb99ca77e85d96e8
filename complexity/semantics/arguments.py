"""Whether a caller's values are of the types of a program."""

from __future__ import annotations

import json

from ..language.types import LARGEST, SMALLEST, Bool, Int, List, Type, spell
from .results import Plain


def conforms(value: Plain, type_: Type) -> bool:
    """Whether a caller's value is of a type; a bool is no int here."""
    match type_:
        case Bool():
            return isinstance(value, bool)
        case Int():
            return type(value) is int and SMALLEST <= value <= LARGEST
        case List(Int()) if isinstance(value, list) and set(map(type, value)) == {int}:
            return bool(min(value) >= SMALLEST and max(value) <= LARGEST)  # it may be long
        case List(element):
            return isinstance(value, list) and all(conforms(item, element) for item in value)
        case _:
            return False


def show(value: Plain) -> str:
    """A caller's value as a message shows it: JSON, where it is that, and not too long."""
    try:
        text = json.dumps(value)
    except (TypeError, ValueError):
        text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def admit(name: str, types: tuple[Type, ...], args: tuple[Plain, ...]) -> None:
    """Checks a caller's arguments against the entry's types.

    Raises
    ------
    ValueError
        If there are too many or too few, or one is not of its type; the message says which.
    """
    if len(args) != len(types):
        wanted = ", ".join(map(spell, types)) or "none"
        raise ValueError(f"{len(args)} arguments given, '{name}' takes {len(types)}: {wanted}")
    for number, (value, type_) in enumerate(zip(args, types, strict=True), 1):
        if not conforms(value, type_):
            raise ValueError(f"argument {number}: '{show(value)}' is not {spell(type_)}")
