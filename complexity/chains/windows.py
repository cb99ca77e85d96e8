"""The live slots wherever a run may stop, by backward data-flow analysis [1]_.

A list is live in one of three ways: it is read; its elements after an index will be fetched by an
enclosing loop; or it is only held until it is released. What no later instruction reads is left out
of a state, so that runs which differ only in dead values reach the same state.

References
----------
.. [1] A. Aho, M. Lam, R. Sethi, J. Ullman, *Compilers*, 2nd ed., 2006, section 9.2.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..machine.code import Effect, Instruction, Kind

STOPS = (Kind.DRAW, Kind.HEAD, Kind.CALL)


@dataclass(frozen=True, slots=True)
class Window:
    """The live slots of a frame at one instruction.

    Attributes
    ----------
    reads : slots whose whole values are live
    masked : slots of lists with the slots of indices: only the elements after the least of these
        indices are live, and none where there is no index
    """

    reads: tuple[int, ...]
    masked: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(slots=True)
class Live:
    """The slots read, held and fetched after a point of the code."""

    reads: frozenset[int] = frozenset()
    holds: frozenset[int] = frozenset()
    fetches: frozenset[tuple[int, int]] = frozenset()

    def before(self, effect: Effect) -> Live:
        """Apply the transfer function of an instruction: liveness before it."""
        gone = effect.writes
        fetches = frozenset(pair for pair in self.fetches if gone.isdisjoint(pair))
        return Live((self.reads - gone) | effect.reads, (self.holds - gone) | effect.holds,
                    fetches | effect.fetches)  # fmt: skip

    def or_(self, other: Live) -> Live:
        """Join the liveness of two paths."""
        return Live(self.reads | other.reads, self.holds | other.holds,
                    self.fetches | other.fetches)  # fmt: skip


def successors(code: Sequence[Instruction], place: int) -> tuple[int, ...]:
    """Return the instructions that may follow an instruction."""
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
    """Compute the liveness before each instruction: the least fixed point."""
    solution = [Live() for _ in code]
    changed = True
    while changed:
        changed = False
        for place in reversed(range(len(code))):
            new = after(code, solution, place).before(code[place].effect)
            if new != solution[place]:
                solution[place], changed = new, True
    return solution


def after(code: Sequence[Instruction], found: Sequence[Live], place: int) -> Live:
    """Join the liveness before all successors of an instruction."""
    live = Live()
    for following in successors(code, place):
        live = live.or_(found[following])
    return live


def windows(code: Sequence[Instruction], literal: Callable[[int], bool]) -> dict[int, Window]:
    """Return the window of each instruction where a run may stop or a call is active."""
    before = lives(code)
    shown = {}
    for place, instruction in enumerate(code):
        if instruction.kind in STOPS:
            live = before[place]
            if instruction.kind is Kind.CALL:
                live = after(code, before, place).before(Effect(writes=instruction.effect.writes))
            shown[place] = window(live, literal)
    return shown


def window(live: Live, literal: Callable[[int], bool]) -> Window:
    """Convert liveness into slots in ascending order, literals left out."""
    reads = {slot for slot in live.reads if not literal(slot)}
    indices: dict[int, list[int]] = {slot: [] for slot in sorted(live.holds)}
    for slot, index in sorted(live.fetches):
        indices.setdefault(slot, []).append(index)
    masked = [(slot, tuple(where)) for slot, where in sorted(indices.items()) if slot not in reads]
    return Window(tuple(sorted(reads)), tuple(masked))
