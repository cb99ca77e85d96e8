"""What a writer of programs knows at a place: names in scope, helpers, type patterns."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from ..language.types import List, Type, depth, spell
from .productions import Row

Binding = dict[str, Type]  # what type variables stand for


class Unfit(Exception):
    """A production has no filling here; another one is tried."""


@dataclass(slots=True)
class Name:
    """What is known of a name: its type, whether it may be assigned, and updated."""

    type: Type
    assign: bool = True
    update: bool = True


@dataclass(slots=True)
class Scope:
    """The names that are bound at a place, and the place.

    Attributes
    ----------
    own : the names that this very block bound
    depth : how deep statements may still nest
    """

    names: dict[str, Name]
    own: set[str] = field(default_factory=set)
    loop: bool = False
    depth: int = 2
    ended: bool = False

    def inner(self, more: dict[str, Name], **place: Any) -> Scope:
        """The scope of a block or an expression inside this one."""
        names = {name: copy.copy(known) for name, known in self.names.items()} | more
        return Scope(names, set(more), place.get("loop", self.loop), place.get("depth", self.depth))


@dataclass(slots=True)
class Helper:
    """A function that can be called: what it takes, yields and updates."""

    name: str
    params: tuple[Type, ...]
    results: tuple[Type, ...]
    updates: set[int]
    recursive: bool = False
    itself: bool = False


@dataclass(slots=True)
class Filling:
    """A production that is being filled."""

    row: Row
    scope: Scope
    types: Binding
    fresh: bool
    level: int
    texts: dict[str, str] = field(default_factory=dict)
    bound: dict[str, tuple[Name, bool]] = field(default_factory=dict)
    arms: list[Scope] = field(default_factory=list)


def pattern(text: str) -> tuple[str, int]:
    """The innermost word of a type pattern and how many lists stand around it."""
    return text.strip("[]"), text.count("[")


def match(text: str, type_: Type) -> Binding | None:
    """What the type variable of a pattern stands for when it yields a type."""
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
    """A type as a pattern of the table."""
    return f"[{spell_pattern(type_.element)}]" if isinstance(type_, List) else spell(type_)
