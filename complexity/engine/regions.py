"""Machine code of regions: the constant charges at the entry, then the nodes in order.

The counterpart of `machine.regions`, with the same charges and claims at the same points.
"""

from __future__ import annotations

from collections.abc import Callable

from ..language.graph import Node, Region
from ..language.marks import is_mark
from ..language.ops import OPS
from ..language.types import List
from ..machine.accounts import row_of
from ..machine.liveness import Life
from ..machine.regions import constant_charge
from .control import CONTROL
from .frame import Frame, front, levels_of, note, put, value
from .level_forms import Form
from .lists import MAKING
from .meters import charge, claim, count, drop_all
from .reads import READING
from .scalar_ops import SCALARS
from .site import Site
from .updates import update


def enter(frame: Frame, region: Region, life: Life, executions: int, steps: int = 0) -> None:
    """Emit the charges and the claim at a region's entry, which costs `steps` itself."""
    count(frame, executions)
    charge(frame, steps + sum(constant_charge(node, frame.deciding) for node in region.nodes))
    claim(frame, life.need)


def run(frame: Frame, region: Region, life: Life, control: Form, executions: int) -> None:
    """Emit the nodes of a region in order."""
    around, place = frame.noted, frame.place
    frame.noted = []
    frame.borrowed |= borrowed(frame, region, life)
    drop_all(frame, life.dropped)
    if life.then is not None:
        claim(frame, life.then)
    for node, node_life in zip(region.nodes, life.nodes, strict=True):
        source = frame.function.source
        frame.place = frame.unit.place(node.line, source) or place
        charges = frame.unit.accounts.counter()
        site = Site(node, node_life, control, executions, charges, enter, run)
        emit(frame, site)
        drop_all(frame, node_life.released)
        if node_life.need is not None:
            claim(frame, node_life.need)
    reach(frame)
    frame.noted, frame.place = around, place


def borrowed(frame: Frame, region: Region, life: Life) -> set[int]:
    """Return the rows that are only inspected, before anything can change them.

    While such a row is inspected nothing depends on its reference count, so it needs no reference.
    """
    rows: set[int] = set()
    for place, node in enumerate(region.nodes):
        if node.op != "getitem" or not isinstance(node.types[0], List):
            continue
        (row,), at = node.outs, place
        while at < len(region.nodes):
            quiet = at == place or is_quiet(region.nodes[at])
            gone = [name for name in life.nodes[at].released if name not in rows]
            if row in gone and quiet and row not in region.results:
                rows.add(row)
                break
            if gone or not quiet:
                break
            at += 1
    return rows


def is_quiet(node: Node) -> bool:
    """Return whether a node neither changes nor drops a list."""
    reading = node.op in ("getitem", "len") or OPS[node.op].group in ("scalar", "reads")
    return reading and not node.regions


def reach(frame: Frame) -> None:
    """Emit the raising of the span to all recorded levels."""
    if not frame.timed or not frame.noted:
        return
    w, levels, place = frame.w, frame.levels, frame.meters["span"]
    level = levels.word(levels.join(*frame.noted))
    w.store(w.most(w.load(place), level), place)


def emit(frame: Frame, site: Site) -> None:
    """Emit one node."""
    node = site.node
    if node.op in CONTROL:
        CONTROL[node.op](frame, site)
        return
    row = row_of(node, frame.function.source, site.executions, site.charges)
    frame.unit.accounts.rows.append(row)
    if OPS[node.op].group == "update":
        update(frame, site)
    elif is_mark(node):
        SCALARS[node.op](frame, [])
    else:
        EMIT[node.op](frame, site)


def scalar(frame: Frame, site: Site) -> None:
    """Emit a scalar op: one level after its operands and the control (a conversion: none)."""
    node = site.node
    found = SCALARS[node.op](frame, [value(frame, arg) for arg in node.args])
    op, levels = OPS[node.op], frame.levels
    if not frame.timed:
        level: Form = {}
    else:
        fronts = [front(frame, arg) for arg in node.args]
        level = levels.join(*fronts, site.control, later=op.levels)
        note(frame, level)
    for out, type_ in zip(node.outs, node.types, strict=True):
        if isinstance(type_, List):
            put(frame, out, ("null",), (level,) * levels_of(frame, type_))
        else:
            put(frame, out, found, (level,) * levels_of(frame, type_))


EMIT: dict[str, Callable[[Frame, Site], None]] = {
    **dict.fromkeys(SCALARS, scalar), **MAKING, **READING,
}  # fmt: skip
