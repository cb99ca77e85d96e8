"""`complexity equal`: whether two programs, or two circuits, agree on every input."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from .. import storage
from ..circuits.agreement import agree, drawn, replay, whole
from ..circuits.aig.graph import Aig
from ..circuits.budget import CONFLICTS, Budget, Ended
from ..circuits.circuit import DRAWS, Circuit
from ..circuits.files.formats import is_circuit, read_circuit
from ..circuits.matching import matches
from ..circuits.sat.cnf import copy, moved
from ..circuits.sat.drup import write_dimacs, write_drup
from ..circuits.sat.equivalence import Comparison, Unlike, Verdict, compare
from ..circuits.sat.refutation import Refutation
from ..circuits.unroll.path_condition import Unbounded
from ..measuring.gates import circuit_at
from ..reports.equality import Compared, Row, equal_object, equal_page
from ..reports.problems import Problem
from ..reports.terminal import Teller, progress
from ..tasks.domains import ranges_of
from ..tasks.find import Program
from ..tasks.signatures import show
from .circuit_settings import budget_of, chosen_of
from .circuits import blaming, refuse_foreign, size_of, width_of
from .errors import FAILED, LIMITED
from .main import INTERRUPTED
from .output import give
from .subjects import program_of

CODES = {Verdict.EQUIVALENT: 0, Verdict.DIFFERENT: FAILED, Verdict.UNKNOWN: LIMITED}
MOST_DRAWS = 64  # tape length up to which a tape that is too short is doubled
SMALL = 20_000  # gates of both circuits up to which that is done


def run(args: argparse.Namespace) -> int:
    """Compare two programs or circuits."""
    files = [name for name in (args.first, args.second) if is_circuit(name)]
    if len(files) > 1:
        refuse_foreign(args, files[0])
    found = of_circuits(args) if files else of_programs(args)
    give(args, equal_page(found), equal_object(found))
    if args.proof is not None and found.comparison.refutation is not None:
        write_proof(found.comparison.refutation, args.proof)
    return INTERRUPTED if found.comparison.interrupted else CODES[found.verdict]


def of_programs(args: argparse.Namespace) -> Compared:
    """Compare two programs at a size and a width."""
    programs = program_of(args, args.first), program_of(args, args.second)
    first, second = (program.task.signature for program in programs)
    if (first.params, first.results) != (second.params, second.results):
        raise Unlike(f"the two programs differ in type: {show(first)} and {show(second)}")
    # a family gives a different program at each size, whether or not it takes a list
    n = size_of(args, min(programs, key=lambda program: program.kind != "family"))
    ranges = ranges_of(programs[0].task, n, width_of(args), chosen_of(args))
    if ranges_of(programs[1].task, n, width_of(args), chosen_of(args)) != ranges:
        raise Problem("CX007", "the tasks of the two programs declare different domains",
                      "say with --task whose inputs are meant")  # fmt: skip
    with progress(6) as step:
        circuits, comparison, draws = on_tapes(args, programs, n, step)
    shown = None
    if comparison.verdict is Verdict.DIFFERENT:
        at = programs[0].task.default_size if n is None else n
        shown = replay(comparison, circuits, (programs[0].graph(at), programs[1].graph(at)))
    names = programs[0].name, programs[1].name
    gates = circuits[0].aig.size, circuits[1].aig.size
    return Compared(
        names, gates, n, width_of(args), comparison, shown, ranges=ranges, params=first.names,
        draws=draws, whole=whole(circuits),
    )  # fmt: skip


def on_tapes(
    args: argparse.Namespace, programs: tuple[Program, Program], n: int | None, step: Teller
) -> tuple[tuple[Circuit, Circuit], Comparison, int | None]:
    """Compare the circuits of two programs; return them, the result, and the length of the tape.

    The tape is doubled while the programs agree on it, a run may draw more numbers, and the cost
    is acceptable; the result is that for the longest tape.
    """
    budget = budget_of(args, step, conflicts=args.conflicts or CONFLICTS)
    draws = DRAWS if args.draws is None else args.draws
    circuits = both(args, programs, n, step, budget, draws)
    found = agree(*circuits, budget, args.seed)
    while args.draws is None and longer(circuits, found, draws):
        try:
            more = both(args, programs, n, step, budget, 2 * draws)
            further = agree(*more, budget, args.seed)
        except (Ended, Unbounded):
            break
        except KeyboardInterrupt:
            found = replace(found, interrupted=True)
            break
        if further.verdict is Verdict.UNKNOWN:
            found = replace(found, interrupted=further.interrupted)
            break
        circuits, found, draws = more, further, 2 * draws
    if whole(circuits):
        return circuits, found, drawn(circuits) or None
    return circuits, found, draws


def longer(circuits: tuple[Circuit, Circuit], found: Comparison, draws: int) -> bool:
    """Whether a longer tape may show more, at an acceptable cost."""
    small = sum(circuit.aig.size for circuit in circuits) <= SMALL and 2 * draws <= MOST_DRAWS
    return found.verdict is Verdict.EQUIVALENT and not whole(circuits) and small


def both(
    args: argparse.Namespace, programs: tuple[Program, Program], n: int | None, step: Teller,
    budget: Budget, draws: int,
) -> tuple[Circuit, Circuit]:  # fmt: skip
    """Build the circuits of two programs."""
    found = []
    for program in programs:
        step(f"the circuit of {program.name}")
        found.append(made(args, program, n, budget, draws))
    step(f"{programs[0].name} and {programs[1].name}")
    return found[0], found[1]


def of_circuits(args: argparse.Namespace) -> Compared:
    """Compare two circuits, at least one of which is in a file."""
    with progress(3) as step:
        budget = budget_of(args, step, conflicts=args.conflicts or CONFLICTS)
        step(args.first)
        first = circuit_named(args, args.first, budget)
        step(args.second)
        second = circuit_named(args, args.second, budget)
        step(f"{args.first} and {args.second}")
        inputs, outputs = matches(first, second)
        comparison = compare(first, second, budget, args.seed, inputs.places, outputs.places)
    row = None
    if comparison.difference is not None:
        bits = tuple(map(int, comparison.difference[0]))
        other = [bit for _, bit in sorted(zip(inputs.places, bits, strict=True))]
        results = values(second, other)
        row = Row(bits, values(first, bits), tuple(results[at] for at in outputs.places),
                  tuple(first.input_names), tuple(first.output_names))  # fmt: skip
    gates = first.size, second.size
    return Compared(
        (args.first, args.second), gates, None, None, comparison, row=row, matched=(inputs, outputs)
    )


def circuit_named(args: argparse.Namespace, name: str, budget: Budget) -> Aig:
    """The circuit of a file or of a program."""
    if is_circuit(name):
        return read_circuit(name, rules=False)
    program = program_of(args, name)
    draws = DRAWS if args.draws is None else args.draws
    return made(args, program, size_of(args, program), budget, draws).aig


def made(
    args: argparse.Namespace, program: Program, n: int | None, budget: Budget, draws: int
) -> Circuit:
    """Build the circuit of a program at a size and the requested width."""
    with blaming(program):
        return circuit_at(
            program, n, width_of(args), chosen=chosen_of(args), draws=draws, budget=budget
        )


def values(aig: Aig, inputs: Sequence[int]) -> tuple[int, ...]:
    """Evaluate a circuit on one input, by copying it with constant inputs."""
    image = copy(aig, Aig(), inputs)
    return tuple(moved(image, lit) for lit in aig.outputs)


def write_proof(proof: Refutation, name: str) -> None:
    """Write a refutation as DIMACS and DRUP, for other checkers."""
    storage.write(f"{name}.cnf", write_dimacs(proof.formula).encode("ascii"))
    storage.write(f"{name}.drat", write_drup(proof.steps).encode("ascii"))
