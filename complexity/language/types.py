"""The types of the language: booleans, 64-bit integers, lists nested to any depth, and ranges.

A `range` is the type of an arithmetic progression: it is made by `range(...)` and consumed by nodes
that iterate. It is never a parameter, a result, an element of a list or a state of a loop.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bool:
    """The type of `True` and `False`."""


@dataclass(frozen=True, slots=True)
class Int:
    """The type of integers that fit 64 signed bits."""


@dataclass(frozen=True, slots=True)
class Range:
    """The type of an arithmetic progression, which only an iterating node consumes."""


@dataclass(frozen=True, slots=True)
class List:
    """The type of lists of one element type."""

    element: Type


Type = Bool | Int | Range | List

BOOL = Bool()
INT = Int()
RANGE = Range()

SMALLEST, LARGEST = -(2**63), 2**63 - 1


def depth(type_: Type) -> int:
    """Return how deep lists nest in a type: 0 for a scalar."""
    levels = 0
    while isinstance(type_, List):
        type_, levels = type_.element, levels + 1
    return levels


def nest(type_: Type, levels: int) -> Type:
    """Return the type of lists nested `levels` deep over `type_`."""
    for _ in range(levels):
        type_ = List(type_)
    return type_


def element_type(sequence: Type) -> Type:
    """Return the type of what an iteration over a range or a list yields."""
    return sequence.element if isinstance(sequence, List) else INT


def spell(type_: Type) -> str:
    """Format a type as Python writes it."""
    match type_:
        case Bool():
            return "bool"
        case Int():
            return "int"
        case Range():
            return "range"
        case List(element):
            return f"list[{spell(element)}]"
