"""The state of a writer of programs: names in scope, helpers, type patterns."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from ..language.types import List, Type, depth, spell
from .productions import Row

Binding = dict[str, Type]  # the meanings of type variables


class Unfit(Exception):
    """A production cannot be filled here; another one is tried."""


@dataclass(slots=True)
class Name:
    """The properties of a name: its type, and whether it may be assigned, and updated."""

    type: Type
    assign: bool = True
    update: bool = True


@dataclass(slots=True)
class Scope:
    """The names bound at a point of a program, and the properties of the point.

    Attributes
    ----------
    own : the names bound by this block itself
    depth : the remaining depth of nested statements
    """

    names: dict[str, Name]
    own: set[str] = field(default_factory=set)
    loop: bool = False
    depth: int = 2
    ended: bool = False

    def inner(self, more: dict[str, Name], **place: Any) -> Scope:
        """The scope of a nested block or expression."""
        names = {name: copy.copy(known) for name, known in self.names.items()} | more
        return Scope(names, set(more), place.get("loop", self.loop), place.get("depth", self.depth))


@dataclass(slots=True)
class Helper:
    """A callable function: its parameters, results and updates."""

    name: str
    params: tuple[Type, ...]
    results: tuple[Type, ...]
    updates: set[int]
    recursive: bool = False
    itself: bool = False


@dataclass(slots=True)
class Filling:
    """The state of filling a production."""

    row: Row
    scope: Scope
    types: Binding
    fresh: bool
    level: int
    texts: dict[str, str] = field(default_factory=dict)
    bound: dict[str, tuple[Name, bool]] = field(default_factory=dict)
    arms: list[Scope] = field(default_factory=list)


def pattern(text: str) -> tuple[str, int]:
    """The innermost word of a type pattern, and the number of lists around it."""
    return text.strip("[]"), text.count("[")


def match(text: str, type_: Type) -> Binding | None:
    """The binding of a pattern's variable that makes it a given type; None if there is none."""
    word, levels = pattern(text)
    if depth(type_) < levels:
        return None
    for _ in range(levels):
        assert isinstance(type_, List)
        type_ = type_.element
    if word in ("int", "bool"):
        return {} if spell(type_) == word else None
    return None if word == "S" and isinstance(type_, List) else {word: type_}


def spell_pattern(type_: Type) -> str:
    """A type in the notation of patterns."""
    return f"[{spell_pattern(type_.element)}]" if isinstance(type_, List) else spell(type_)
