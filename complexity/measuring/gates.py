"""The size and the depth of a program's circuit, as figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ..circuits.aig.depths import cone
from ..circuits.budget import UNROLLING, Budget, Ended
from ..circuits.circuit import DRAWS, Circuit, circuit_of
from ..circuits.optimise.improve import improved
from ..circuits.unroll.path_condition import Unbounded
from ..extras import Missing
from ..tasks.domains import DECLARED, Chosen, Interval, domains_of, intervals, ranges_of
from ..tasks.find import Program

INTERRUPTED = "interrupted"
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Gates:
    """The AND count and depth of a program's circuit, optimised for size.

    Attributes
    ----------
    width : the bits of an integer input
    size, depth : gates and levels; None if there is no circuit
    reason : why there is no circuit, or ""
    draws : the number of tape numbers that are inputs; 0 for a program that does not draw
    domains : for each parameter, the integers that the task declares, or None
    """

    width: int
    size: int | None
    depth: int | None
    reason: str = ""
    draws: int = 0
    domains: tuple[Interval, ...] = ()


def circuit_at(
    program: Program,
    n: int | None,
    width: int,
    given: tuple[str, ...] = (),
    optimise: str = "size",
    chosen: Chosen = DECLARED,
    draws: int = DRAWS,
    budget: Budget | None = None,
) -> Circuit:
    """Build the circuit of a program at a size and a width, on chosen or declared integers.

    Parameters
    ----------
    n : the length of lists; None for programs without list parameters
    draws : the length of the tape of a randomised program

    Raises
    ------
    Unbounded, Ended, Missing
        As in `circuit_of`.
    TaskProblem
        If the task's `domains` cannot be used, or a family has no program of the size.
    """
    task = program.task
    graph = program.graph(task.default_size if n is None else n, given)
    domains = domains_of(task, n, ranges_of(task, n, width, chosen))
    return circuit_of(
        graph,
        n,
        width,
        optimise=optimise,
        names=task.signature.names,
        domains=domains,
        draws=draws,
        budget=budget,
    )


def gates_of_each(
    circuits: Mapping[Key, tuple[Program, int]],
    width: int,
    given: tuple[str, ...] = (),
    progress: Callable[[str], None] | None = None,
) -> dict[Key, Gates]:
    """Measure circuits of programs at sizes; those after an interrupt have it as their reason."""
    found: dict[Key, Gates] = {}
    try:
        for key, (program, n) in circuits.items():
            if progress is not None:
                progress(f"the circuit of {program.name}, n = {n}")
            found[key] = gates_of(program, n, width, given)
    except KeyboardInterrupt:
        left = [key for key in circuits if key not in found]
        found |= dict.fromkeys(left, Gates(width, None, None, INTERRUPTED))
    return found


def gates_of(program: Program, n: int, width: int, given: tuple[str, ...] = ()) -> Gates:
    """Measure the circuit of a program, or say why there is none.

    There is none beyond the limits of a circuit or `UNROLLING` seconds, or if a query needs a SAT
    solver that is not installed; only these two figures are then missing.
    """
    domains, budget = intervals(program.task, n, width), Budget(UNROLLING)
    try:
        circuit = circuit_at(program, n, width, given, budget=budget)
        aig = cone(improved(circuit.aig, "size", budget))
    except (Unbounded, Ended) as error:
        return Gates(width, None, None, str(error), domains=domains)
    except Missing as error:
        return Gates(width, None, None, f"{error}: {error.repair}", domains=domains)
    draws = sum(1 for bits in circuit.tape if bits)
    return Gates(width, aig.size, aig.depth, draws=draws, domains=domains)
