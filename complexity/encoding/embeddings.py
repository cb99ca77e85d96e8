"""The occurrences of wanted types as a subsequence of a function's results, numbered.

There may be too many to list (if many results have one type), so they are counted by dynamic
programming, and numbered in lexicographic order of the positions.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language.types import Type

Types = Sequence[Type]


def embeddings(types: Types, wanted: Types) -> int:
    """Count the ascending sequences of positions that hold the wanted types.

    Examples
    --------
    >>> from complexity.language.types import BOOL, INT
    >>> embeddings((INT, BOOL, INT), (INT,)), embeddings((INT, BOOL), (BOOL, INT))
    (2, 0)
    """
    return _completions(types, wanted)[0][0]


def rank(types: Types, wanted: Types, chosen: Sequence[int]) -> int:
    """Return the number of such a sequence, from 0."""
    completions = _completions(types, wanted)
    start, smaller = 0, 0
    for place, position in enumerate(chosen):
        for skipped in range(start, position):
            if types[skipped] == wanted[place]:
                smaller += completions[skipped + 1][place + 1]
        start = position + 1
    return smaller


def unrank(types: Types, wanted: Types, number: int) -> tuple[int, ...]:
    """Return the sequence of a given number.

    Examples
    --------
    >>> from complexity.language.types import BOOL, INT
    >>> [unrank((INT, BOOL, INT), (INT,), number) for number in (0, 1)]
    [(0,), (2,)]
    """
    completions = _completions(types, wanted)
    position, positions = 0, []
    for place, type_ in enumerate(wanted):
        while types[position] != type_ or number >= completions[position + 1][place + 1]:
            if types[position] == type_:
                number -= completions[position + 1][place + 1]
            position += 1
        positions.append(position)
        position += 1
    return tuple(positions)


def _completions(types: Types, wanted: Types) -> list[list[int]]:
    """Return a table whose [i][j] counts the occurrences of wanted[j:] in types[i:]."""
    row = [0] * len(wanted) + [1]
    table = [row]
    for type_ in reversed(types):
        row = [
            row[place] + (row[place + 1] if type_ == want else 0)
            for place, want in enumerate(wanted)
        ] + [1]
        table.append(row)
    return table[::-1]
