"""The domain of the analysis of aliases: which places may refer to the same list.

A place is a slot (a name, a temporary, an iterator ...) and a level: level 0 of a slot is the list
that it refers to, level k the lists nested k deep inside that. A group is a set of places, as the
bits of an integer; a state is a set of groups, and means: for every list object, the places that
refer to it are all in one of the groups. So two places may share only if some group has both. Each
place has a second bit, for an object that may be referred to from that place more than once.

Joining is union: `prev, cur = cur, prev` in a loop does not make the two names share.

References
----------
.. [1] D. Jacobs and A. Langen, *Static analysis of logic programs for independent
   and-parallelism*, 1992: sets of sharing groups.
.. [2] H. Sondergaard, *An application of abstract interpretation of logic programs: occur check
   reduction*, 1986: sharing with linearity, the second bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LEVELS = 6  # the last level also stands for all deeper ones, with its second bit always set
WIDTH = 2 * LEVELS
PRESENT = (1 << LEVELS) - 1
FIELD = (1 << WIDTH) - 1
TOP = 1 << (LEVELS - 1)
FEW, MANY = 24, 96  # groups up to which a state is kept exact, and the maximum

Groups = frozenset[int]


def deeper(level: int) -> int:
    """The first bits of a slot's levels, from a given level on."""
    return PRESENT >> level << level & PRESENT or TOP


def place(slot: int, level: int) -> int:
    """The bit of a place."""
    return 1 << (slot * WIDTH + min(level, LEVELS - 1))


def repeated(slot: int, level: int) -> int:
    """The second bit of a place: the object may be referred to more than once from there."""
    return place(slot, level) << LEVELS


def whole(slot: int) -> int:
    """All bits of a slot."""
    return FIELD << (slot * WIDTH)


def field_of(group: int, slot: int) -> int:
    """The bits of a slot in a group, shifted to position 0."""
    return group >> (slot * WIDTH) & FIELD


def parameter(slots: Iterable[int], depth: int) -> Groups:
    """The lists of a parameter nested `depth` deep: unshared, and known under all the slots."""
    made = []
    for level in range(min(depth, LEVELS)):
        group = 0
        for slot in slots:
            group |= place(slot, level)
            if level == LEVELS - 1 and depth > LEVELS:
                group |= repeated(slot, level)
        made.append(group)
    return frozenset(made)


def occurs(groups: Groups, mask: int) -> bool:
    """Whether any of the places may refer to a list."""
    return any(group & mask for group in groups)


def drop(groups: Groups, mask: int) -> Groups:
    """Remove places from a state."""
    touched = [group for group in groups if group & mask]
    return groups.difference(touched).union([group & ~mask for group in touched])


def _up(field: int, by: int) -> int:
    present, twice = (field & PRESENT) << by, (field >> LEVELS) << by
    if present > PRESENT:
        present |= TOP
        twice |= TOP
    return (present & PRESENT) | (twice & PRESENT) << LEVELS


def _down(field: int, by: int) -> int:
    """The levels from `by` on, as seen from a single object at that level."""
    present, twice = field & PRESENT, field >> LEVELS
    for _ in range(by):
        merged = twice & TOP
        present, twice = present >> 1 | merged, twice >> 1 | merged
    return present | (twice & ~1) << LEVELS


_NOT_FIRST = FIELD & ~(1 | 1 << LEVELS)


def spread(
    groups: Groups, source: int, target: int, by: int = 0, *, inner: bool = False,
    instead: bool = False,
) -> Groups:  # fmt: skip
    """Let the target refer to the lists of the source, `by` levels deeper.

    Parameters
    ----------
    by : the increase in depth; negative for elements taken out of the source
    inner : leave out the source's own list: the target is a copy that shares its elements
    instead : the target refers either to these lists or to its former ones, not to both
    """
    start, end = source * WIDTH, target * WIDTH
    mask = _NOT_FIRST if inner else FIELD
    touched = [group for group in groups if group & mask << start]
    made = []
    for group in touched:
        field = group >> start & mask
        moved = _up(field, by) if by >= 0 else _down(field, -by)
        both = 0 if instead else moved & (group >> end) & PRESENT
        made.append(group | (moved | both << LEVELS) << end if moved & PRESENT else group)
    return groups.difference(touched).union(made)


def take(groups: Groups, source: int, target: int, level: int) -> Groups:
    """Move an element from the source to the target: a list at a level, with its contents."""
    made = set(groups)
    start = source * WIDTH
    levels = deeper(level)
    for group in groups:
        field = group >> start & FIELD
        if field & levels:
            moved = _down(field, level)
            gone = field & levels & ~(field >> LEVELS)
            made.add((group & ~(gone << start)) | moved << (target * WIDTH))
    return simplified(frozenset(made))


def repeat(groups: Groups, slot: int, level: int) -> Groups:
    """Mark what a slot holds at a level or deeper as possibly held more than once."""
    start = slot * WIDTH
    levels = deeper(level)
    return frozenset([g | (g >> start & levels) << LEVELS << start for g in groups])


def doubled(group: int) -> int:
    """A group whose object may occur more than once in each place, except a slot's own list."""
    made = bottom = 0
    while group >> bottom:
        field = group >> bottom & FIELD
        made |= (field | (field & PRESENT & ~1) << LEVELS) << bottom
        bottom += WIDTH
    return made


def covers(groups: Groups, others: Groups) -> bool:
    """Whether a state allows all sharing that another one allows."""
    return all(other in groups or any(other & ~group == 0 for group in groups) for other in others)


def join(first: Groups, second: Groups) -> Groups:
    """The join of the states at the ends of two paths."""
    return first if second <= first else simplified(first | second)


def simplified(groups: Groups) -> Groups:
    """Reduce the number of groups; beyond a limit this adds sharing, which is conservative."""
    if len(groups) <= FEW:
        return groups
    largest: list[int] = []
    for group in sorted(groups, key=int.bit_count, reverse=True):
        if all(group & ~other for other in largest):
            largest.append(group)
            if len(largest) > MANY:
                return _connected(groups)
    return frozenset(largest)


def bits(group: int) -> Iterator[int]:
    """The indices of the bits set in a group."""
    text = bin(group)[:1:-1]
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


def _connected(groups: Iterable[int]) -> Groups:
    """Merge the groups that are connected by common places.

    The groups are merged place by place, as in a union-find structure.
    """
    of: dict[int, int] = {}  # the first group in which each place occurred
    leader: dict[int, int] = {}

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    listed = list(groups)
    for number, group in enumerate(listed):
        leader[number] = number
        for bit in bits(group):
            leader[lead(of.setdefault(bit, number))] = lead(number)
    joined: dict[int, int] = {}
    for number, group in enumerate(listed):
        joined[lead(number)] = joined.get(lead(number), 0) | group
    return frozenset(joined.values())


def merged(groups: Groups) -> Groups:
    """Merge all groups into one."""
    everything = 0
    for group in groups:
        everything |= group
    return frozenset([everything])
