"""`complexity minimum`: the least circuits of truth tables, or of all functions of K variables."""

from __future__ import annotations

import argparse

from ..circuits.aig import Aig
from ..circuits.classes import MOST as TABULATED
from ..circuits.files import is_circuit
from ..circuits.minima import CONFLICTS, Minima, minima
from ..circuits.shannon import truth
from ..circuits.tables import MOST, read_table
from ..circuits.tabulate import tabulate
from ..reports.minima import minima_object, minima_page, minimum_object, minimum_page
from ..reports.problems import Problem
from ..reports.terminal import progress
from ..tasks.find import is_file
from .comparing import circuit_named
from .errors import LIMITED
from .main import INTERRUPTED
from .output import give

SHOWN = 40  # characters of a table that progress shows


def run(args: argparse.Namespace) -> int:
    """Find the least circuits."""
    if args.all:
        return run_all(args)
    if args.table is None:
        raise Problem("CX007", "neither a table nor --all is given", "give one of them")
    name, tables, variables, most = asked(args)
    with progress(1) as step:
        step(f"the least circuits of {name[:SHOWN]}")
        found = minima(tables, variables, args.basis, args.conflicts or CONFLICTS, most)
    give(args, minimum_page(found, name), minimum_object(found, name))
    return code(found)


def run_all(args: argparse.Namespace) -> int:
    """Count the functions of K variables by their least circuits."""
    if args.table is not None:
        raise Problem("CX007", "a table and --all are both given", "give one of them")
    if args.variables is None or args.variables > TABULATED:
        message = f"--all needs --variables from 0 to {TABULATED}"
        raise Problem("CX007", message, "ask for single tables beyond that")
    with progress(1) as step:
        step(f"all functions of {args.variables} variables")
        found = tabulate(args.variables, args.basis)
    give(args, minima_page(found, args.basis), minima_object(found, args.basis))
    return 0


def asked(args: argparse.Namespace) -> tuple[str, tuple[int, ...], int, int | None]:
    """The name and the truth tables that are meant, their variables, and a circuit's size."""
    name = str(args.table)
    if is_circuit(name) or is_file(name) or "/" in name or "::" in name:
        aig = circuit_named(args, name)
        return name, *truths(aig, name), aig.size
    read = [read_table(text, args.variables) for text in name.split(",")]
    if len({variables for _, variables in read}) > 1:
        message = "the tables are of different numbers of variables"
        raise Problem("CX014", message, "give tables of one length")
    return name, tuple(table for table, _ in read), read[0][1], None


def truths(aig: Aig, name: str) -> tuple[tuple[int, ...], int]:
    """The truth tables of a circuit's outputs."""
    variables = len(aig.inputs)
    if variables > MOST:
        message = f"{name} has {variables} input bits, more than {MOST}"
        raise Problem("CX014", message, "take a smaller -n or -w")
    return truth(aig), variables


def code(found: Minima) -> int:
    """0 where all three are known, else 3: the budget ended; 130 after an interrupt."""
    if found.interrupted:
        return INTERRUPTED
    known = (found.size.value, found.formula_length.value, found.depth.value)
    return LIMITED if None in known else 0
