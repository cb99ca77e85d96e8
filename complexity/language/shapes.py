"""The shapes of structured control: the types that its regions take and yield."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .failures import IllFormed
from .graph import Payload
from .ops import OPS
from .signatures import spell_all
from .types import BOOL, INT, List, Range, Type, element_type, spell


@dataclass(frozen=True, slots=True)
class Shape:
    """The types that a nested region takes and yields."""

    params: tuple[Type, ...]
    results: tuple[Type, ...]


# for each control op, the names of its regions in order
REGIONS: dict[str, tuple[str, ...]] = {
    "branch": ("yes", "no"),
    "while": ("test", "body"),
    "for": ("body",),
    "map": ("each",),
    "filter": ("test",),
    "any": ("test",),
    "all": ("test",),
    "first": ("test", "hit", "miss"),
    "min_by": ("key",),
    "max_by": ("key",),
}


def sequences(op: str, payload: Payload) -> int:
    """Return how many leading operands of a control op are sequences that it iterates over."""
    if OPS[op].payload == "LOOP":
        assert isinstance(payload, tuple)
        return payload[0]
    if OPS[op].payload == "SEQUENCES":
        assert isinstance(payload, int)
        return payload
    return 1 if op in ("filter", "min_by", "max_by") else 0


def exits(op: str, payload: Payload) -> bool:
    """Return whether a loop's body has an exit flag, before the states among its results."""
    return payload[1] if isinstance(payload, tuple) else op == "while" and payload is True


def takes(op: str, payload: Payload, operands: Sequence[Type]) -> tuple[tuple[Type, ...], ...]:
    """Return the parameter types of the regions of a control op, given its operands."""
    count = sequences(op, payload)
    _require_sequences(op, operands[:count])
    given = (*map(element_type, operands[:count]), *operands[count:])
    match op:
        case "branch":
            return (), ()
        case "while":
            return given, given
        case "first":
            return given, given, ()
        case _:
            return (given,)


def shapes(
    op: str, payload: Payload, operands: Sequence[Type], results: Sequence[Type]
) -> tuple[Shape, ...]:
    """Return the shapes of the regions of a control op, given its operands and results.

    The payload must be valid (`signatures.payload_fault`).

    Raises
    ------
    IllFormed
        If the op cannot have these operands with these results.
    """
    count = sequences(op, payload)
    _require_sequences(op, operands[:count])
    elements = tuple(map(element_type, operands[:count]))
    states, wanted = tuple(operands[count:]), tuple(results)
    leave: tuple[Type, ...] = (BOOL,) if exits(op, payload) else ()
    match op:
        case "branch":
            _require(op, states, (BOOL,))
            return Shape((), wanted), Shape((), wanted)
        case "while":
            _require(op, wanted, states)
            return Shape(states, (BOOL,)), Shape(states, leave + states)
        case "for":
            _require(op, wanted, states)
            return (Shape(elements + states, leave + states),)
        case "map":
            if len(wanted) != 1 or not isinstance(wanted[0], List):
                raise IllFormed(f"map yields one list, not {spell_all(wanted)}")
            return (Shape(elements, (wanted[0].element,)),)
        case "first":
            if len(wanted) != 1:
                raise IllFormed(f"first yields one value, not {spell_all(wanted)}")
            return Shape(elements, (BOOL,)), Shape(elements, wanted), Shape((), wanted)
        case _:
            return (_searching(op, operands, elements, wanted),)


def _searching(
    op: str, operands: Sequence[Type], elements: tuple[Type, ...], wanted: tuple[Type, ...]
) -> Shape:
    if op in ("filter", "min_by", "max_by") and len(operands) != 1:
        raise IllFormed(f"{op} takes 1 operand, not {len(operands)}")
    match op:
        case "filter":
            _require(op, wanted, (List(elements[0]),))
            return Shape(elements, (BOOL,))
        case "any" | "all":
            _require(op, wanted, (BOOL,))
            return Shape(elements, (BOOL,))
        case "min_by" | "max_by":
            _require(op, wanted, elements)
            return Shape(elements, (INT,))
    raise ValueError(f"{op} is not control")


def control_results(
    op: str, payload: Payload, operands: Sequence[Type], yields: Sequence[Sequence[Type]]
) -> tuple[Type, ...]:
    """Return the result types of a control op, given its operands and its regions' results."""
    count = sequences(op, payload)
    if op in ("map", "first") and len(yields[op == "first"]) != 1:
        raise IllFormed(f"{op} yields one value, so its region must")
    match op:
        case "branch":
            return tuple(yields[0])
        case "while" | "for":
            return tuple(operands[count:])
        case "map":
            return (List(yields[0][0]),)
        case "filter":
            return (List(element_type(operands[0])),)
        case "any" | "all":
            return (BOOL,)
        case "first":
            return tuple(yields[1])
        case "min_by" | "max_by":
            return (element_type(operands[0]),)
    raise ValueError(f"{op} is not control")


def _require(op: str, found: Sequence[Type], wanted: Sequence[Type]) -> None:
    if tuple(found) != tuple(wanted):
        raise IllFormed(f"{op} has {spell_all(found)} where {spell_all(wanted)} is needed")


def _require_sequences(op: str, operands: Sequence[Type]) -> None:
    for type_ in operands:
        if not isinstance(type_, (List, Range)):
            raise IllFormed(f"{op} walks along a range or a list, not {spell(type_)}")
