"""Circuit size and depth, shown beside the measures of a run."""

from __future__ import annotations

from collections.abc import Mapping

from ..measuring.figures import Evidence
from ..measuring.gates import Gates
from .circuits import domains_object
from .notation import ABSENT, MARKS, plural
from .objects import Object
from .pages import Page, Table

EXACT = MARKS[Evidence.EXACT]


def gates_line(found: Gates) -> Page:
    """The circuit of a program at one size."""
    about = f"circuit at w = {found.width}"
    if found.size is None:
        return ("", f"{about}: none; {found.reason}")
    tape = f", for a tape of {plural(found.draws, 'draw')}" if found.draws else ""
    declared = (
        f" on the inputs that the task declares: {spans(found)}" if any(found.domains) else ""
    )
    return ("", f"{about}{declared}: size {found.size:,} ANDs, depth {found.depth:,} levels{tape}")


def spans(found: Gates) -> str:
    """The integers of each parameter in order; the default of the width if none are declared."""
    own = (0, 2**found.width - 1)
    return ", ".join(f"{low:,}..{high:,}" for low, high in (one or own for one in found.domains))


def gates_table(found: Mapping[int, Gates] | Mapping[str, Gates], key: str = "n") -> Page:
    """The circuits of a program by size, or of several programs by name."""
    rows = tuple((str(n), size_cell(one), depth_cell(one)) for n, one in found.items())
    width = next(iter(found.values())).width
    table = Table((key, "gates", "depth"), rows)
    named = {f"n = {n}" if key == "n" else str(n): one for n, one in found.items()}
    return ("", f"circuits at w = {width}", table, *gates_notes(named))


def gates_notes(found: Mapping[str, Gates]) -> Page:
    """Notes on circuits: the numbers of draws, and the reasons for missing ones."""
    drawn: dict[int, list[str]] = {}
    for name, one in found.items():
        if one.draws:
            drawn.setdefault(one.draws, []).append(name)
    tapes = [
        f"gates for a tape of {plural(draws, 'draw')}: {', '.join(names)}"
        for draws, names in drawn.items()
    ]
    declared = {name: one for name, one in found.items() if any(one.domains)}
    if declared:
        first = next(iter(declared.values()))
        tapes.append(f"gates on the inputs that the task declares: {spans(first)}")
    missing = [f"no gates: {name}: {one.reason}" for name, one in found.items() if one.reason]
    return (*tapes, *missing)


def size_cell(found: Gates | None) -> str:
    """The cell of the gates, an exact count for this circuit."""
    return ABSENT if found is None or found.size is None else f"{found.size:,}{EXACT}"


def depth_cell(found: Gates | None) -> str:
    """The cell of the levels."""
    return ABSENT if found is None or found.depth is None else f"{found.depth:,}{EXACT}"


def gates_object(found: Gates | None) -> Object:
    """The JSON object of the circuit, present if -w was given."""
    if found is None:
        return {}
    told: Object = {"w": found.width, "size": found.size, "depth": found.depth}
    told |= {"domains": domains_object(found.domains), "draws": found.draws}
    return {"circuit": told | {"reason": found.reason or None}}
