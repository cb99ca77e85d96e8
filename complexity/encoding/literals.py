"""The code of types and literals: types by a prefix code, integers by zigzag, tables by radix.

Details that DESIGN leaves open: the type of a literal is the wanted type, which is known, so it
costs nothing. A table is coded as its count; then, unless that is 0 and for integers, a choice of
two (signed or not), the largest entry v (zigzagged if signed) as gamma(v+1), and the entries, each
a choice of v+1. Entries of a table of bools are choices of two. The only literal list of lists is
the empty one: it is one alternative and has no choices of its own.
"""

from __future__ import annotations

from ..language.graph import Const, Scalar
from ..language.types import BOOL, INT, LARGEST, RANGE, SMALLEST, List, Type, nest
from .bits import Coder, Malformed, Place, count, gamma, signed, unzigzag, zigzag

DEEPEST = 100  # most nesting of lists in a type
KINDS: tuple[Type | None, ...] = (BOOL, INT, None, RANGE)  # None: a list of the type that follows


def choose_type(coder: Coder, known: Type | None, place: Place, ranges: bool = False) -> Type:
    """Code a type: bool, int, a list of a type or, at the outermost level, perhaps a range.

    The kinds are equally likely: three of them, four where a range may be.
    """
    levels, kinds = 0, 4 if ranges else 3
    while (kind := KINDS[coder.choose(kinds, _kind(known), place)]) is None:
        levels, kinds = levels + 1, 3
        known = known.element if isinstance(known, List) else None
        if levels > DEEPEST:
            raise Malformed(f"a type of lists more than {DEEPEST} deep")
    return nest(kind, levels)


def _kind(known: Type | None) -> int | None:
    if known is None:
        return None
    return 2 if isinstance(known, List) else KINDS.index(known)


def choose_sequence(coder: Coder, known: Type | None, place: Place) -> Type:
    """Code the type of what is iterated over: a range, or a list whose element type follows."""
    is_list = None if known is None else int(isinstance(known, List))
    if not coder.choose(2, is_list, place):
        return RANGE
    return List(choose_type(coder, known.element if isinstance(known, List) else None, place))


def has_literal(type_: Type) -> bool:
    """Return whether a type has literals, so that a literal is among the alternatives."""
    return type_ != RANGE


def literal(coder: Coder, type_: Type, known: Const | None, place: Place) -> Const:
    """Code a literal of a known type."""
    value = None if known is None else known.value
    match type_:
        case List(element):
            entries = value if isinstance(value, tuple) else None
            return Const(_table(coder, element, entries, place), type_)
        case _ if type_ == BOOL:
            return Const(bool(coder.choose(2, _number(value), place)), BOOL)
        case _:
            return Const(_fitting(signed(coder, _number(value), place)), INT)


def _number(value: Scalar | tuple[Scalar, ...] | None) -> int | None:
    return None if value is None or isinstance(value, tuple) else int(value)


def _fitting(value: int) -> int:
    if not SMALLEST <= value <= LARGEST:
        raise Malformed("a literal that does not fit 64 signed bits")
    return value


def _table(
    coder: Coder, element: Type, known: tuple[Scalar, ...] | None, place: Place
) -> tuple[Scalar, ...]:
    """Code the entries of a table."""
    if isinstance(element, List):
        return ()
    size = count(coder, None if known is None else len(known), place)
    if size == 0:
        return ()
    if element == BOOL:
        entries = None if known is None else [int(entry) for entry in known]
        return tuple(map(bool, coder.digits(2, size, entries, place)))
    below = coder.choose(2, None if known is None else int(min(known) < 0), place)
    numbers = None if known is None else [zigzag(entry) if below else entry for entry in known]
    largest = gamma(coder, None if numbers is None else max(numbers) + 1, place) - 1
    _fitting(unzigzag(largest) if below else largest)
    found = coder.digits(largest + 1, size, numbers, place)
    return tuple(map(unzigzag, found)) if below else tuple(found)
