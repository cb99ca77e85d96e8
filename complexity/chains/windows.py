"""Which values still matter where a run may stop: liveness, by backward data flow [1]_.

A list is live in one of three ways: it is read; its elements from an index on are fetched by the
loop that the run is in; or it is only held, to be dropped later. What no later instruction reads
is left out of a state, so that runs which differ in it meet.

References
----------
.. [1] A. Aho, M. Lam, R. Sethi, J. Ullman, *Compilers*, 2nd ed., 2006, section 9.2.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .code import Effect, Instruction, Kind

STOPS = (Kind.DRAW, Kind.HEAD, Kind.CALL)


@dataclass(frozen=True, slots=True)
class Window:
    """The slots of a frame that matter at one instruction.

    Attributes
    ----------
    reads : slots whose values do
    masked : slots of which, where they hold lists, only the elements from the least of these
        indices on do; none, where there is no index
    """

    reads: tuple[int, ...]
    masked: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(slots=True)
class Live:
    """What is read, held and fetched after a place."""

    reads: frozenset[int] = frozenset()
    holds: frozenset[int] = frozenset()
    fetches: frozenset[tuple[int, int]] = frozenset()

    def before(self, effect: Effect) -> Live:
        """What is read, held and fetched before an instruction."""
        gone = effect.writes
        fetches = frozenset(pair for pair in self.fetches if gone.isdisjoint(pair))
        return Live((self.reads - gone) | effect.reads, (self.holds - gone) | effect.holds,
                    fetches | effect.fetches)  # fmt: skip

    def or_(self, other: Live) -> Live:
        """What matters on one of two ways."""
        return Live(self.reads | other.reads, self.holds | other.holds,
                    self.fetches | other.fetches)  # fmt: skip


def successors(code: Sequence[Instruction], place: int) -> tuple[int, ...]:
    """The places after an instruction."""
    instruction = code[place]
    match instruction.kind:
        case Kind.JUMP:
            return (instruction.target,)
        case Kind.UNLESS | Kind.WHEN:
            return (place + 1, instruction.target)
        case Kind.RETURN:
            return ()
        case _:
            return (place + 1,)


def lives(code: Sequence[Instruction]) -> list[Live]:
    """What matters before each instruction: the least solution."""
    found = [Live() for _ in code]
    changed = True
    while changed:
        changed = False
        for place in reversed(range(len(code))):
            new = after(code, found, place).before(code[place].effect)
            if new != found[place]:
                found[place], changed = new, True
    return found


def after(code: Sequence[Instruction], found: Sequence[Live], place: int) -> Live:
    """What matters after an instruction."""
    live = Live()
    for following in successors(code, place):
        live = live.or_(found[following])
    return live


def windows(code: Sequence[Instruction], literal: Callable[[int], bool]) -> dict[int, Window]:
    """The window of each place where a run may stop, or wait for a call to return."""
    found = lives(code)
    shown = {}
    for place, instruction in enumerate(code):
        if instruction.kind in STOPS:
            live = found[place]
            if instruction.kind is Kind.CALL:
                live = after(code, found, place).before(Effect(writes=instruction.effect.writes))
            shown[place] = window(live, literal)
    return shown


def window(live: Live, literal: Callable[[int], bool]) -> Window:
    """What matters, as slots in order."""
    reads = {slot for slot in live.reads if not literal(slot)}
    indices: dict[int, list[int]] = {slot: [] for slot in sorted(live.holds)}
    for slot, index in sorted(live.fetches):
        indices.setdefault(slot, []).append(index)
    masked = [(slot, tuple(where)) for slot, where in sorted(indices.items()) if slot not in reads]
    return Window(tuple(sorted(reads)), tuple(masked))
