"""`complexity equal`: whether two programs, or two circuits, are the same on every input."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..circuits.agreement import agree, replay
from ..circuits.aig import Aig
from ..circuits.circuit import Circuit, circuit_of
from ..circuits.cnf import copy, moved
from ..circuits.drup import write_dimacs, write_drup
from ..circuits.equivalence import CONFLICTS, Refutation, Unlike, Verdict, compare
from ..circuits.files import is_circuit, read_circuit
from ..language.types import List
from ..reports.equality import Compared, equal_object, equal_page
from ..tasks.find import Program
from .errors import FAILED, LIMITED
from .output import give
from .subjects import program_of

CODES = {Verdict.EQUIVALENT: 0, Verdict.DIFFERENT: FAILED, Verdict.UNKNOWN: LIMITED}


def run(args: argparse.Namespace) -> int:
    """Compare two programs or circuits."""
    files = is_circuit(args.first) or is_circuit(args.second)
    found = of_circuits(args) if files else of_programs(args)
    if args.proof is not None and found.comparison.refutation is not None:
        write_proof(found.comparison.refutation, args.proof)
    give(args, equal_page(found), equal_object(found))
    return CODES[found.comparison.verdict]


def of_programs(args: argparse.Namespace) -> Compared:
    """Two programs at a size and a width."""
    programs = program_of(args, args.first), program_of(args, args.second)
    first, second = (program.task.signature for program in programs)
    if (first.params, first.results) != (second.params, second.results):
        raise Unlike("the two programs have different parameters or results")
    n = size_of(args, programs[0])
    graphs = programs[0].graph(n), programs[1].graph(n)
    circuits = circuit_of(graphs[0], n, args.width), circuit_of(graphs[1], n, args.width)
    comparison = agree(*circuits, args.conflicts or CONFLICTS, args.seed)
    shown = None
    if comparison.verdict is Verdict.DIFFERENT:
        shown = replay(comparison, circuits, graphs)
    size = n if any(isinstance(one, List) for one in first.params) else None
    names = programs[0].name, programs[1].name
    gates = circuits[0].aig.size, circuits[1].aig.size
    return Compared(names, gates, size, args.width, comparison, shown)


def size_of(args: argparse.Namespace, program: Program) -> int:
    """The size that is asked for, or the task's."""
    return program.task.default_size if args.size is None else int(args.size)


def of_circuits(args: argparse.Namespace) -> Compared:
    """Two circuits, of which at least one stands in a file."""
    first, second = (circuit_named(args, name) for name in (args.first, args.second))
    comparison = compare(first, second, args.conflicts or CONFLICTS, args.seed)
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
    n = size_of(args, program)
    made: Circuit = circuit_of(program.graph(n), n, args.width)
    return made.aig


def values(aig: Aig, inputs: Sequence[int]) -> tuple[int, ...]:
    """The outputs of a circuit on one input: it folds to constants."""
    image = copy(aig, Aig(), inputs)
    return tuple(moved(image, lit) for lit in aig.outputs)


def write_proof(proof: Refutation, name: str) -> None:
    """Write a refutation as DIMACS and DRUP, for any other checker."""
    Path(f"{name}.cnf").write_text(write_dimacs(proof.formula), encoding="ascii")
    Path(f"{name}.drat").write_text(write_drup(proof.steps), encoding="ascii")
