"""Circuit size and depth beside the measures of a run."""

from __future__ import annotations

from collections.abc import Mapping

from ..measuring.figures import Evidence
from ..measuring.gates import Gates
from .notation import ABSENT, MARKS
from .objects import Object
from .pages import Page, Table

EXACT = MARKS[Evidence.EXACT]


def gates_line(found: Gates) -> Page:
    """The circuit of a program at one size."""
    about = f"circuit at w = {found.width}"
    if found.size is None:
        return ("", f"{about}: none; {found.reason}")
    return ("", f"{about}: size {found.size:,} ANDs, depth {found.depth:,} levels")


def gates_table(found: Mapping[int, Gates]) -> Page:
    """The circuits of a program by size."""
    rows = tuple((str(n), size_cell(one), depth_cell(one)) for n, one in found.items())
    width = next(iter(found.values())).width
    reasons = tuple(f"n = {n}: {one.reason}" for n, one in found.items() if one.reason)
    return ("", f"circuits at w = {width}", Table(("n", "gates", "depth"), rows), *reasons)


def size_cell(found: Gates | None) -> str:
    """The gates, as a cell: an exact count of this circuit."""
    return ABSENT if found is None or found.size is None else f"{found.size:,}{EXACT}"


def depth_cell(found: Gates | None) -> str:
    """The levels, as a cell."""
    return ABSENT if found is None or found.depth is None else f"{found.depth:,}{EXACT}"


def gates_object(found: Gates | None) -> Object:
    """The key that scripts find where -w was given."""
    if found is None:
        return {}
    told = {"w": found.width, "size": found.size, "depth": found.depth}
    return {"circuit": told | {"reason": found.reason or None}}
