"""The check of an update in place: whether it is visible through another name."""

from __future__ import annotations

import ast

from ..refusals import NotInLanguage
from . import domain as sharing
from .state import Frame, seen


def update(a: Frame, node: ast.expr, slot: int, level: int, own: int = 0) -> None:
    """Check an update of a slot's lists at a level, and record the updated parameters.

    Parameters
    ----------
    node : the updated expression, as written
    own : places that may see the update, because they are the same reference

    Raises
    ------
    NotInLanguage
        CX401, CX402 or CX404 if another place that is read later may see it.
    """
    others = _watched(a) & ~own & ~sharing.whole(slot)
    bit, twice = sharing.place(slot, level), sharing.repeated(slot, level)
    elsewhere = sharing.PRESENT << slot * sharing.WIDTH & ~bit
    found = 0
    for group in a.groups:
        if group & bit:
            _note(a, group)
            found |= group & (others | twice | elsewhere)
    if found and a.source is not None:
        raise _refusal(a, node, slot, level, found & others)


def _watched(a: Frame) -> int:
    """The places that are read later: live names, temporaries, callers' lists."""
    mask = seen(a, a.live)
    for index, name in enumerate(a.parameters):
        if name in a.anew:
            mask |= sharing.whole(index)
    return mask


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
        As in `update`; CX220 inside a comprehension, generator or key.
    """
    if a.hidden:
        if a.source is not None:
            raise a.source.refuse("CX220", node, name=name)
        return
    slot = a.slots.get(name)
    if slot is not None and name not in a.shapes:
        update(a, node, slot, level, own)


def has_lists(a: Frame, name: str, level: int) -> bool:
    """Whether the elements of a name's list at a level are lists."""
    slot = a.slots.get(name)
    if slot is None or name in a.shapes:
        return False
    return sharing.occurs(a.groups, sharing.place(slot, level))


def _refusal(a: Frame, node: ast.expr, slot: int, level: int, seen: int) -> NotInLanguage:
    assert a.source is not None
    text = ast.unparse(node)
    name = text if len(text) <= 40 else text[:37] + "..."
    root = next((part.id for part in ast.walk(node) if isinstance(part, ast.Name)), name)
    running = any(seen & sharing.place(slot, 0) for slot in a.iterators)
    if running and level == 0:
        return a.source.refuse("CX402", node, name=name)
    if not seen:
        holder = "another of its elements"
        repair = f"give every row its own list: `{root} = {copied(root, max(level, 1))}`"
    else:
        other, depth = divmod((seen & -seen).bit_length() - 1, sharing.WIDTH)
        if other < len(a.parameters) and level == 0 and name == a.parameters[other]:
            return a.source.refuse("CX404", node, function=a.function.name, name=name)
        holder, repair = _holder(a, root, level, other, depth % sharing.LEVELS)
    return a.source.refuse("CX401", node, name=name, holder=holder, repair=repair)


def copied(name: str, level: int) -> str:
    """Python text for a copy of a list that shares no list down to a level.

    Examples
    --------
    >>> copied("xs", 0), copied("g", 1), copied("h", 2)
    ('xs[:]', '[row[:] for row in g]', '[[row[:] for row in part] for part in h]')
    """
    if level == 0:
        return f"{name}[:]"
    made = "row[:]"
    for _ in range(level - 1):
        made = f"[{made} for row in part]"
    return f"[{made} for {'row' if level == 1 else 'part'} in {name}]"


def _holder(a: Frame, root: str, level: int, other: int, depth: int) -> tuple[str, str]:
    """Describe who may hold the list, and the repair.

    Parameters
    ----------
    root, level : the name through which the list is updated, and the depth of the list in it
    other, depth : the slot that may hold the list, and the depth of the list in it
    """
    copy = f"`{copied(root, level)}`"
    if other < len(a.parameters):
        return f"the caller's {a.parameters[other]!r}", f"work on a copy from the start: {copy}"
    if other in a.iterators:
        return "the list that a loop runs over", "loop over the indices, and update by them"
    key = next((key for key, slot in a.slots.items() if slot == other), None)
    if key is None:
        return "a value that this statement still uses", f"write two statements, or use {copy}"
    owner = key.split(".")[0]
    holder = repr(owner) if depth == 0 else f"an element of {owner!r}"
    if key != owner:
        return f"the tuple {owner!r}", f"put a copy into the tuple: {copy}"
    if depth > level:
        return holder, f"update {owner!r} by its indices, or use a copy: {copy}"
    if depth < level:
        return holder, f"put a copy of {owner!r} into {root!r}: `{copied(owner, depth)}`"
    return holder, f"work on a copy: `{root} = {copied(root, level)}`"
