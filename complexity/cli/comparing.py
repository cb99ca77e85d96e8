"""`complexity equal`: whether two programs, or two circuits, are the same on every input."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial

from .. import storage
from ..circuits.agreement import agree, replay
from ..circuits.aig import Aig
from ..circuits.circuit import Circuit
from ..circuits.cnf import copy, moved
from ..circuits.drup import write_dimacs, write_drup
from ..circuits.equivalence import CONFLICTS, Comparison, Refutation, Unlike, Verdict, compare
from ..circuits.files import is_circuit, read_circuit
from ..measuring.gates import circuit_at
from ..reports.equality import Compared, equal_object, equal_page
from ..reports.problems import Problem
from ..reports.terminal import progress
from ..tasks.domains import intervals
from ..tasks.find import Program
from ..tasks.signatures import show
from .circuits import blaming, size_of
from .errors import FAILED, LIMITED
from .main import INTERRUPTED
from .output import give
from .subjects import program_of

CUT = "interrupted before a verdict"
CODES = {Verdict.EQUIVALENT: 0, Verdict.DIFFERENT: FAILED, Verdict.UNKNOWN: LIMITED}


def run(args: argparse.Namespace) -> int:
    """Compare two programs or circuits."""
    files = is_circuit(args.first) or is_circuit(args.second)
    found = of_circuits(args) if files else of_programs(args)
    if args.proof is not None and found.comparison.refutation is not None:
        write_proof(found.comparison.refutation, args.proof)
    give(args, equal_page(found), equal_object(found))
    return INTERRUPTED if CUT in found.comparison.tried else CODES[found.comparison.verdict]


def told(comparing: Callable[[], Comparison]) -> Comparison:
    """The verdict of a comparison: UNKNOWN if an interrupt ends it."""
    try:
        return comparing()
    except KeyboardInterrupt:
        return Comparison(Verdict.UNKNOWN, None, None, (CUT,))


def of_programs(args: argparse.Namespace) -> Compared:
    """Two programs at a size and a width."""
    programs = program_of(args, args.first), program_of(args, args.second)
    first, second = (program.task.signature for program in programs)
    if (first.params, first.results) != (second.params, second.results):
        raise Unlike(f"the two programs differ in type: {show(first)} and {show(second)}")
    # a family is another program at each size, whether or not it takes a list
    n = size_of(args, min(programs, key=lambda program: program.kind != "family"))
    domains = intervals(programs[0].task, n, args.width)
    if intervals(programs[1].task, n, args.width) != domains:
        raise Problem("CX007", "the tasks of the two programs declare different domains",
                      "say with --task whose inputs are meant")  # fmt: skip
    at = programs[0].task.default_size if n is None else n
    graphs = programs[0].graph(at), programs[1].graph(at)
    with progress(3) as step:
        step(f"the circuit of {programs[0].name}")
        one = made(args, programs[0], n)
        step(f"the circuit of {programs[1].name}")
        circuits = one, made(args, programs[1], n)
        step(f"{programs[0].name} and {programs[1].name}")
        comparison = told(partial(agree, *circuits, args.conflicts or CONFLICTS, args.seed))
    shown = None
    if comparison.verdict is Verdict.DIFFERENT:
        shown = replay(comparison, circuits, graphs)
    names = programs[0].name, programs[1].name
    gates = circuits[0].aig.size, circuits[1].aig.size
    return Compared(
        names, gates, n, args.width, comparison, shown, domains=domains, params=first.names
    )


def of_circuits(args: argparse.Namespace) -> Compared:
    """Two circuits, of which at least one stands in a file."""
    first, second = (circuit_named(args, name) for name in (args.first, args.second))
    with progress(1) as step:
        step(f"{args.first} and {args.second}")
        comparison = told(partial(compare, first, second, args.conflicts or CONFLICTS, args.seed))
    row = None
    if comparison.difference is not None:
        inputs = tuple(map(int, comparison.difference[0]))
        row = inputs, values(first, inputs), values(second, inputs)
    gates = first.size, second.size
    return Compared((args.first, args.second), gates, None, None, comparison, row=row)


def circuit_named(args: argparse.Namespace, name: str) -> Aig:
    """The circuit of a file, or of a program."""
    if is_circuit(name):
        return read_circuit(name)
    program = program_of(args, name)
    return made(args, program, size_of(args, program)).aig


def made(args: argparse.Namespace, program: Program, n: int | None) -> Circuit:
    """The circuit of a program at a size and the width that is asked for."""
    with blaming(program):
        return circuit_at(program, n, args.width)


def values(aig: Aig, inputs: Sequence[int]) -> tuple[int, ...]:
    """The outputs of a circuit on one input: it folds to constants."""
    image = copy(aig, Aig(), inputs)
    return tuple(moved(image, lit) for lit in aig.outputs)


def write_proof(proof: Refutation, name: str) -> None:
    """Write a refutation as DIMACS and DRUP, for any other checker."""
    storage.write(f"{name}.cnf", write_dimacs(proof.formula).encode("ascii"))
    storage.write(f"{name}.drat", write_drup(proof.steps).encode("ascii"))
