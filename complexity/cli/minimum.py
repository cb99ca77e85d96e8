"""`complexity minimum`: minimum circuits of truth tables, or of all functions of K variables."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

from ..circuits.agreement import argument_bits, drawn
from ..circuits.aig.graph import Aig
from ..circuits.aig.simulate import truth_tables
from ..circuits.budget import Budget
from ..circuits.circuit import DRAWS, Circuit
from ..circuits.files.formats import is_circuit, read_circuit
from ..circuits.minima.bounds import CONFLICTS, Minima, minima
from ..circuits.minima.classes import MOST as TABULATED
from ..circuits.minima.functions import whole
from ..circuits.minima.tabulate import INTERRUPTED as CUT
from ..circuits.minima.tabulate import tabulate
from ..circuits.minima.truth_tables import MOST, read_table
from ..circuits.sat.cnf import copy, moved
from ..reports.minima import Subject, minima_object, minima_page, minimum_object, minimum_page
from ..reports.problems import Problem
from ..reports.terminal import progress
from ..tasks.domains import ranges_of
from ..tasks.find import Program, is_file
from .circuit_settings import budget_of, chosen_of
from .circuits import refuse_foreign, size_of, width_of
from .comparing import MOST_DRAWS, made
from .errors import LIMITED
from .main import INTERRUPTED
from .output import give
from .subjects import program_of

SHOWN = 40  # characters of a table in progress messages


@dataclass(frozen=True, slots=True)
class Asked:
    """The functions whose minimum circuits are requested.

    Attributes
    ----------
    tables, cares : the table of each output, and the inputs at which it matters
    circuits : known circuits of these functions
    """

    subject: Subject
    tables: tuple[int, ...]
    variables: int
    cares: tuple[int, ...]
    circuits: tuple[Aig, ...] = ()


def run(args: argparse.Namespace) -> int:
    """Find minimum circuits."""
    if args.all:
        return run_all(args)
    if args.table is None:
        raise Problem("CX007", "neither a table nor --all is given", "give one of them")
    with progress(2) as step:
        budget = budget_of(args, step)
        step(f"the functions of {args.table[:SHOWN]}")
        wanted = asked(args, budget)
        step(f"the least circuits of {args.table[:SHOWN]}")
        found = minima(
            wanted.tables, wanted.variables, args.basis, args.conflicts or CONFLICTS,
            wanted.circuits, wanted.cares, budget,
        )  # fmt: skip
    give(args, minimum_page(found, wanted.subject), minimum_object(found, wanted.subject))
    return code(found, wanted.subject)


def run_all(args: argparse.Namespace) -> int:
    """Count the functions of K variables by the size of their minimum circuits."""
    if args.table is not None:
        raise Problem("CX007", "a table and --all are both given", "give one of them")
    if args.variables is None or args.variables > TABULATED:
        message = f"--all needs --variables from 0 to {TABULATED}"
        raise Problem("CX007", message, "ask for single tables beyond that")
    refuse_foreign(args, "--all", "all functions of so many variables")
    with progress(1) as step:
        step(f"all functions of {args.variables} variables")
        found = tabulate(args.variables, args.basis, budget_of(args, step))
    give(args, minima_page(found, args.basis), minima_object(found, args.basis))
    if found.stopped:
        return INTERRUPTED if found.stopped == CUT else LIMITED
    return 0


def asked(args: argparse.Namespace, budget: Budget) -> Asked:
    """The requested functions: truth tables, the outputs of a file, or a program."""
    name = str(args.table)
    if is_circuit(name):
        refuse_foreign(args, name)
        aig = read_circuit(name)
        variables = few(len(aig.inputs), name)
        cares = (whole(variables),) * len(aig.outputs)
        return Asked(Subject(name), truth_tables(aig), variables, cares, (aig,))
    if is_file(name) or "/" in name or "::" in name:
        return of_program(args, program_of(args, name), budget)
    refuse_foreign(args, name, "a truth table")
    read = [read_table(text, args.variables) for text in name.split(",")]
    if len({variables for _, variables in read}) > 1:
        message = "the tables are of different numbers of variables"
        raise Problem("CX014", message, "give tables of one length")
    cares = (whole(read[0][1]),) * len(read)
    return Asked(Subject(name), tuple(table for table, _ in read), read[0][1], cares)


def few(variables: int, name: str) -> int:
    """Check that there are not too many variables."""
    if variables > MOST:
        message = f"{name} has {variables} input bits, more than {MOST}"
        raise Problem("CX014", message, "take a smaller -n or -w")
    return variables


def of_program(args: argparse.Namespace, program: Program, budget: Budget) -> Asked:
    """A program's results and its undefinedness; open for invalid inputs, or where it fails."""
    n = size_of(args, program)
    circuit, draws = on_tape(args, program, n, budget)
    few(len(circuit.aig.inputs), program.name)
    ranges = ranges_of(program.task, n, width_of(args), chosen_of(args))
    told = draws if circuit.short else drawn([circuit]) or None
    subject = Subject(
        program.name, program.task.signature.names, ranges, True, told, not circuit.short
    )
    return outputs_of(circuit, subject)


def on_tape(
    args: argparse.Namespace, program: Program, n: int | None, budget: Budget
) -> tuple[Circuit, int]:
    """The circuit of a program on the longest tape that is needed or small enough."""
    draws = DRAWS if args.draws is None else args.draws
    circuit = made(args, program, n, budget, draws)
    while args.draws is None and len(argument_bits(circuit)) <= MOST:
        if len(circuit.aig.inputs) > MOST and draws > 1:
            draws //= 2
            circuit = made(args, program, n, budget, draws)
            continue
        if not circuit.short or 2 * draws > MOST_DRAWS:
            break
        longer = made(args, program, n, budget, 2 * draws)
        if len(longer.aig.inputs) > MOST:
            break
        circuit, draws = longer, 2 * draws
    return circuit, draws


def outputs_of(circuit: Circuit, subject: Subject) -> Asked:
    """The functions of a circuit: its results, and whether it is undefined."""
    shown = Aig()
    image = copy(circuit.aig, shown, [shown.input(name) for name in circuit.aig.input_names])
    results = len(circuit.aig.outputs) - (1 if circuit.invalid == 0 else 2)
    for lit in (*circuit.aig.outputs[:results], circuit.undefined):
        shown.output(moved(image, lit))
    every = whole(len(shown.inputs))
    probe = Aig()
    image = copy(circuit.aig, probe, [probe.input() for _ in circuit.aig.inputs])
    for lit in (circuit.invalid, circuit.undefined):
        probe.output(moved(image, lit))
    invalid, undefined = truth_tables(probe)
    valid = every & ~invalid
    cares = (*[valid & ~undefined] * results, valid)
    subject = replace(subject, open=any(care != every for care in cares))
    return Asked(subject, truth_tables(shown), len(shown.inputs), cares, (shown,))


def code(found: Minima, subject: Subject) -> int:
    """The exit code: 0 if all minima are known for all tapes, else 3; 130 if interrupted."""
    if found.stopped == CUT:
        return INTERRUPTED
    known = (found.size.value, found.formula_length.value, found.depth.value)
    return LIMITED if None in known or not subject.whole else 0
