"""The check of an update in place: whether anything but its own name could see it."""

from __future__ import annotations

import ast

from . import alias_sharing as sharing
from .alias_frame import Frame, watched
from .refusals import NotInLanguage


def update(a: Frame, node: ast.expr, slot: int, level: int, own: int = 0) -> None:
    """Check an update of a slot's lists at a level, and note which parameters it updates.

    Parameters
    ----------
    node : what is updated, as written
    own : places that may see the update, being the same reference

    Raises
    ------
    NotInLanguage
        CX401, CX402 or CX404 where another place that is still read may see it.
    """
    others = watched(a) & ~own & ~sharing.whole(slot)
    bit, twice = sharing.place(slot, level), sharing.repeated(slot, level)
    elsewhere = sharing.PRESENT << slot * sharing.WIDTH & ~bit
    seen = 0
    for group in a.groups:
        if group & bit:
            _note(a, group)
            seen |= group & (others | twice | elsewhere)
    if seen and a.source is not None:
        raise _refusal(a, node, slot, level, seen & others)


def _note(a: Frame, group: int) -> None:
    for index in range(len(a.parameters)):
        entry = sharing.field_of(group, index) & sharing.PRESENT
        for level in range(entry.bit_length()):
            if entry >> level & 1:
                a.updated.add((index, level))


def update_name(a: Frame, node: ast.expr, name: str, level: int, own: int = 0) -> None:
    """Check an update of a name's lists at a level.

    Raises
    ------
    NotInLanguage
        As `update`; CX220 inside a comprehension, generator or key.
    """
    if a.hidden:
        if a.source is not None:
            raise a.source.refuse("CX220", node, name=name)
        return
    slot = a.slots.get(name)
    if slot is not None and name not in a.shapes:
        update(a, node, slot, level, own)


def has_lists(a: Frame, name: str, level: int) -> bool:
    """Whether a name's elements at a level are lists."""
    slot = a.slots.get(name)
    if slot is None or name in a.shapes:
        return False
    return sharing.occurs(a.groups, sharing.place(slot, level))


def _refusal(a: Frame, node: ast.expr, slot: int, level: int, seen: int) -> NotInLanguage:
    assert a.source is not None
    name = ast.unparse(node)
    if len(name) > 40:
        name = name[:37] + "..."
    if not seen:
        return a.source.refuse("CX401", node, name=name, holder="another of its elements",
            repair=f"give every row a list of its own, as `{name} = [row[:] for row in {name}]`",
        )  # fmt: skip
    found = (seen & -seen).bit_length() - 1
    other, depth = divmod(found, sharing.WIDTH)
    running = [slot for slot in a.iterators if seen & sharing.place(slot, 0)]
    if running and level == 0:
        return a.source.refuse("CX402", node, name=name)
    if other < len(a.parameters):
        return _callers(a, node, name, other, level)
    holder, repair = _holder(a, name, other, depth % sharing.LEVELS, level)
    return a.source.refuse("CX401", node, name=name, holder=holder, repair=repair)


def _callers(a: Frame, node: ast.expr, name: str, index: int, level: int) -> NotInLanguage:
    assert a.source is not None
    parameter = a.parameters[index]
    if level == 0 and name == parameter:
        return a.source.refuse("CX404", node, function=a.function.name, name=name)
    return a.source.refuse("CX401", node, name=name, holder=f"the caller's {parameter!r}",
        repair=_copy(name, level))  # fmt: skip


def _copy(name: str, level: int) -> str:
    return f"copy it first: `{name} = {name}[:]`" if level == 0 else (
        f"copy the rows first: `{name} = [row[:] for row in {name}]`"
    )  # fmt: skip


def _holder(a: Frame, name: str, other: int, depth: int, level: int) -> tuple[str, str]:
    """Who may hold the list, and what to write instead."""
    if other in a.iterators:
        loop = "the loop that runs over it" if depth == 0 else "a loop that runs over such lists"
        return loop, "loop over indices, or over a copy: `[row[:] for row in ...]`"
    key = next((key for key, slot in a.slots.items() if slot == other), None)
    if key is None:
        return "a value that this statement still uses", (
            f"use `{name}[:]` in its other place, or write two statements"
        )
    owner = key.split(".")[0]
    if key != owner:
        return f"the tuple {owner!r}", f"put a copy into the tuple: `{name}[:]`"
    if depth > level:
        return f"an element of {owner!r}", (
            f"update {owner!r} by its indices, or copy the row first: `{name} = {name}[:]`"
        )
    if level:
        return (repr(owner) if depth == 0 else f"an element of {owner!r}"), (
            f"copy the rows where they are shared: `[row[:] for row in {name}]`"
        )
    return repr(owner), f"copy where two names are given to one list: `{owner} = {name}[:]`"
