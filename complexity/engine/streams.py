"""Values as streams of words: a scalar is its word, a list its length and then its elements.

A list that has already been written may be encoded as -1 - p, where it begins p words after the
first word of the arguments or results that it belongs to (see `emission`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..language.types import BOOL, Bool, List, Type
from ..semantics.results import Plain


def write(value: Plain, words: list[int]) -> None:
    """Append the words of a value."""
    if isinstance(value, list):
        words.append(len(value))
        if value and not isinstance(value[0], list):
            words += value
        else:
            for item in value:
                write(item, words)
    else:
        words.append(int(value))


def read(
    words: Sequence[int], place: int, type_: Type, begin: int, lists: dict[int, list[Any]]
) -> tuple[Plain, int]:
    """Decode the value at a position; return it and the position after it.

    Parameters
    ----------
    begin : the position of the first of the values that it belongs to
    lists : the lists decoded so far, by position, which may be shared
    """
    match type_:
        case List() if words[place] < 0:
            return lists[begin - 1 - words[place]], place + 1
        case List(element) if not isinstance(element, List):
            end = place + 1 + words[place]
            flat = list(words[place + 1 : end])
            lists[place] = flat = [bool(word) for word in flat] if element == BOOL else flat
            return flat, end
        case List(element):
            items: list[Any] = []
            count, lists[place], place = words[place], items, place + 1
            for _ in range(count):
                item, place = read(words, place, element, begin, lists)
                items.append(item)
            return items, place
        case Bool():
            return bool(words[place]), place + 1
        case _:
            return words[place], place + 1


def read_all(words: Sequence[int], place: int, types: Sequence[Type]) -> tuple[list[Plain], int]:
    """Decode consecutive values of several types; return them and the position after them."""
    values, begin, lists = [], place, dict[int, list[Any]]()
    for type_ in types:
        value, place = read(words, place, type_, begin, lists)
        values.append(value)
    return values, place


def result_of(values: Sequence[Plain]) -> Plain:
    """Return a function's result as Python sees it: None, a value, or a tuple."""
    return values[0] if len(values) == 1 else tuple(values) or None


def answer(result: Plain, types: Sequence[Type], words: list[int]) -> bool:
    """Append the words of an answer, if it equals in Python some result of these types.

    Returns whether it does.
    """
    values = (result,) if len(types) == 1 else result
    if not isinstance(values, tuple) or len(values) != len(types):
        return False
    if not all(conforms(value, type_) for value, type_ in zip(values, types, strict=True)):
        return False
    for value in values:
        write(value, words)
    return True


def conforms(value: Plain, type_: Type) -> bool:
    """Return whether a value is of a type; bools and ints may replace each other."""
    if isinstance(type_, List):
        if not isinstance(value, list):
            return False
        if not isinstance(type_.element, List) and value and set(map(type, value)) <= {int, bool}:
            return bool(min(value) >= -(2**63) and max(value) < 2**63)
        return all(conforms(item, type_.element) for item in value)
    return isinstance(value, int) and -(2**63) <= value < 2**63
