"""The operand and result types of each op: the table's signatures, with payloads expanded.

Forwards, operand types determine result types (`result_types`, for lowering and `check`).
Backwards, wanted result types determine operand patterns in which some variables may still be free
(`operand_patterns`, for the derivation code). Structured control has no signature: its operands and
results determine the shapes of its regions (`shapes.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .failures import IllFormed
from .graph import Payload
from .ops import OPS, Op
from .types import BOOL, INT, RANGE, List, Range, Type, spell

DEEPEST = 400  # most nesting of regions, and of lists in a type
WIDEST = 10_000  # most parameters, and most results, of a function


@dataclass(frozen=True, slots=True)
class Var:
    """A type variable: any type but `range`."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """Lists whose element type contains a variable."""

    element: Pattern


Pattern = Type | Var | ListOf
Bindings = dict[str, Type]


@dataclass(frozen=True, slots=True)
class Signature:
    """The patterns of an op's operands and of its results."""

    operands: tuple[Pattern, ...]
    results: tuple[Pattern, ...]


# -- patterns ------------------------------------------------------------------------------------


def listed(pattern: Pattern) -> Pattern:
    """Return the pattern of lists of a pattern."""
    return ListOf(pattern) if isinstance(pattern, (Var, ListOf)) else List(pattern)


def match(pattern: Pattern, type_: Type, bindings: Bindings) -> bool:
    """Match a type with a pattern, binding free variables; return whether it fits."""
    while isinstance(pattern, ListOf):
        if not isinstance(type_, List):
            return False
        pattern, type_ = pattern.element, type_.element
    if not isinstance(pattern, Var):
        return pattern == type_
    return not isinstance(type_, Range) and bindings.setdefault(pattern.name, type_) == type_


def match_all(patterns: Sequence[Pattern], types: Sequence[Type], bindings: Bindings) -> bool:
    """Match types with patterns one by one under one binding; return whether all fit."""
    return len(patterns) == len(types) and all(
        match(pattern, type_, bindings) for pattern, type_ in zip(patterns, types, strict=True)
    )


def fill(pattern: Pattern, bindings: Bindings) -> Pattern:
    """Substitute the bound variables in a pattern; a type if no variable stays free."""
    levels = 0
    while isinstance(pattern, ListOf):
        pattern, levels = pattern.element, levels + 1
    if isinstance(pattern, Var):
        pattern = bindings.get(pattern.name, pattern)
    for _ in range(levels):
        pattern = listed(pattern)
    return pattern


def variables(pattern: Pattern) -> tuple[str, ...]:
    """Return the names of the free variables of a pattern: none or one."""
    while isinstance(pattern, ListOf):
        pattern = pattern.element
    return (pattern.name,) if isinstance(pattern, Var) else ()


def settled(pattern: Pattern) -> Type:
    """Return a pattern without free variables as a type."""
    if isinstance(pattern, (Var, ListOf)):
        raise IllFormed(f"the type {spell_pattern(pattern)} is not determined")
    return pattern


def spell_pattern(pattern: Pattern) -> str:
    """Format a pattern like a type, with its variables by name."""
    match pattern:
        case Var(name):
            return name
        case ListOf(element):
            return f"list[{spell_pattern(element)}]"
        case _:
            return spell(pattern)


def spell_all(patterns: Sequence[Pattern]) -> str:
    """Format several patterns, in parentheses."""
    return f"({', '.join(map(spell_pattern, patterns))})"


# -- signatures ----------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def signature(op: str, payload: Payload = None) -> Signature:
    """Return the operand and result patterns of an op that is neither control nor a call.

    The payload must be valid (`payload_fault`).

    Examples
    --------
    >>> spell_all(signature("setitem", 1).operands)
    '(list[list[T]], int, int, T)'
    >>> spell_all(signature("slice", 5).operands)
    '(list[T], int, int)'
    """
    row = OPS[op]
    if not row.signature:
        raise ValueError(f"{op} is control: see shapes.py")
    before, after = row.signature.split("->")
    count = _count(row, payload)
    operands, results = _read(before, count), _read(after, count)
    if row.payload == "DEPTH":
        return _deepened(operands, results, count)
    return Signature(operands, results)


def _count(row: Op, payload: Payload) -> int:
    if row.payload == "NONE":
        return 0
    assert isinstance(payload, int)
    return payload.bit_count() if row.payload == "MASK" else payload


def _read(text: str, count: int) -> tuple[Pattern, ...]:
    patterns: list[Pattern] = []
    for word in text.split():
        patterns += [_pattern(word.rstrip("*"))] * (count if word.endswith("*") else 1)
    return tuple(patterns)


def _pattern(word: str) -> Pattern:
    if word.startswith("["):
        return listed(_pattern(word[1:-1]))
    scalars: dict[str, Pattern] = {"bool": BOOL, "int": INT, "range": RANGE, "T": Var("T")}
    return scalars[word]


def _deepened(
    operands: tuple[Pattern, ...], results: tuple[Pattern, ...], levels: int
) -> Signature:
    container = operands[0]
    for _ in range(levels):
        container = listed(container)
    path: tuple[Pattern, ...] = (INT,) * levels
    return Signature((container, *path, *operands[1:]), (container, *results[1:]))


def result_types(op: str, payload: Payload, operands: Sequence[Type]) -> tuple[Type, ...]:
    """Return the types that an op yields for operands of these types.

    Raises
    ------
    IllFormed
        If the operands do not fit, or do not determine the results (`exhausted`).
    """
    rule, bindings = signature(op, payload), Bindings()
    if not match_all(rule.operands, operands, bindings):
        raise IllFormed(f"{op} takes {spell_all(rule.operands)}, not {spell_all(operands)}")
    return tuple(settled(fill(result, bindings)) for result in rule.results)


def operand_patterns(
    op: str, payload: Payload, results: Sequence[Type | None]
) -> tuple[Pattern, ...] | None:
    """Return operand patterns that yield these results, or None if the op cannot.

    A result that is not wanted is None and determines nothing.
    """
    rule, bindings = signature(op, payload), Bindings()
    if len(rule.results) != len(results):
        return None
    for pattern, wanted in zip(rule.results, results, strict=True):
        if wanted is not None and not match(pattern, wanted, bindings):
            return None
    return tuple(fill(pattern, bindings) for pattern in rule.operands)


# -- payloads ------------------------------------------------------------------------------------


def payload_fault(op: str, payload: Payload, args: int, outs: int, functions: int) -> str | None:
    """Return what is wrong with a payload, or None.

    It is judged by the numbers of operands, results and functions of the graph.
    """
    row = OPS[op]
    number = payload if type(payload) is int else -1
    match row.payload:
        case "NONE":
            return None if payload is None else "it takes no payload"
        case "DEPTH":
            plain = len(row.signature.split("->")[0].split())
            fits = 0 <= number == args - plain and number <= DEEPEST
            return None if fits else "its payload is the depth of its path"
        case "MASK":
            fits = 0 <= number <= 7 and args == 1 + number.bit_count()
            return None if fits else "its payload is the mask of the bounds that it has"
        case "COUNT":
            held = args if op == "make" else outs
            return None if 1 <= number == held else "its payload is how many elements it has"
        case "SEQUENCES":
            return None if 1 <= number == args else "its payload is how many sequences it has"
        case "EXITS":
            return None if isinstance(payload, bool) else "its payload is whether it has an exit"
        case "LOOP":
            return None if _is_loop(payload, args) else "its payload is (sequences, exit)"
        case "FUNCTION":
            return None if 0 <= number < functions else "its payload is no function's index"
    raise ValueError(f"{row.payload} is no kind of payload")


def _is_loop(payload: Payload, args: int) -> bool:
    if not (isinstance(payload, tuple) and len(payload) == 2):
        return False
    count, exits = payload
    return type(count) is int and 1 <= count <= args and type(exits) is bool
