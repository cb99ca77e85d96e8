"""One node that is being compiled, and how control passes values into its regions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..language.graph import Node, Operand, Region
from ..machine.accounts import Row
from ..machine.liveness import Life, NodeLife, analyse, type_of
from .frame import Frame, Ready, Variable, assign, ready
from .level_forms import Form
from .meters import took


class Enter(Protocol):
    """The signature of `regions.enter`, which is passed here to avoid an import cycle."""

    def __call__(
        self, frame: Frame, region: Region, life: Life, executions: int, steps: int = 0
    ) -> None: ...


Run = Callable[[Frame, Region, Life, Form, int], None]


@dataclass(frozen=True, slots=True)
class Site:
    """One node, with its liveness and the control that reaches it.

    Attributes
    ----------
    control : the level of the control that reaches the region
    executions : the counter of the region's executions
    charges : the counter of the node's charges that depend on a size
    enter, run : the emitters of a nested region's entry and body
    """

    node: Node
    life: NodeLife
    control: Form
    executions: int
    charges: int
    enter: Enter
    run: Run


def record(frame: Frame, site: Site, report: str, executions: int, time: int) -> None:
    """Add an account with one counter for its executions and one for its time."""
    source = frame.function.source
    row = Row(report, site.node.line, source, executions, executions, ((time, 1),))
    frame.unit.accounts.rows.append(row)


def region_life(frame: Frame, region: Region, **how: Any) -> Life:
    """Analyse the liveness of a nested region."""
    return analyse(region, frame.types, frame.captures, **how)


def delayed(frame: Frame, levels: Ready, until: Form) -> Ready:
    """Return the levels of a value that waits; a list waits in its reference."""
    return (frame.levels.join(levels[0], until), *levels[1:]) if levels else ()


def pass_on(
    frame: Frame,
    operands: Sequence[Operand],
    targets: Sequence[Variable],
    moved: frozenset[int],
    until: Form | None = None,
) -> None:
    """Emit the parallel assignment of operands to variables; unmoved lists gain a reference."""
    types = [type_of(operand, frame.types) for operand in operands]
    words = [took(frame, operand, place in moved) for place, operand in enumerate(operands)]
    levels = [ready(frame, operand) for operand in operands]
    for target, type_, word, level in zip(targets, types, words, levels, strict=True):
        waiting = level if until is None else delayed(frame, level, until)
        assign(frame, target, type_, (word,), waiting)
