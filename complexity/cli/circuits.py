"""`complexity circuit`: the circuit of a program or of a file, its size, its depth, its length."""

from __future__ import annotations

import argparse

from ..circuits.aig import Aig
from ..circuits.circuit import circuit_of
from ..circuits.figures import figures_of
from ..circuits.files import WRITTEN, is_circuit, read_circuit, write_circuit
from ..circuits.improve import improved
from ..circuits.levels import cone
from ..language.types import List
from ..reports.circuits import circuit_object, circuit_page
from ..reports.problems import Problem
from .output import give
from .reference import language_of
from .subjects import program_of

# what says how a program is measured, and has no meaning for a circuit
FOREIGN = {"size": "-n", "width": "-w", "sizes": "--sizes", "input": "--input"}
WIDTH = 4  # bits of an integer input where -w does not say


def run(args: argparse.Namespace) -> int:
    """Measure the circuit of a program or of a file, and write it where that is asked for."""
    if args.output is not None and not args.output.endswith(WRITTEN):
        message = f"-o {args.output}: no format of circuits has this suffix"
        raise Problem("CX002", message, f"end the name in {', '.join(WRITTEN)}")
    if is_circuit(args.program):
        return of_file(args, args.basis, args.optimise, args.output)
    program = program_of(args, args.program)
    n = size_of(args, any(isinstance(t, List) for t in program.task.signature.params)
                or program.kind == "family", program.task.default_size)  # fmt: skip
    w, optimise = WIDTH if args.width is None else args.width, args.optimise or "size"
    graph = program.graph(program.task.default_size if n is None else n,
                          language_of(args, program.task).given)  # fmt: skip
    circuit = circuit_of(graph, n, w, optimise=optimise, names=program.task.signature.names)
    aig = improved(circuit.aig, optimise)
    at = "" if n is None else f"n = {n}, "
    made = f"unrolled at {at}w = {w}, optimised for {optimise}"
    told(args, program.name, aig, args.basis, made, (n, w, optimise), args.output)
    return 0


def size_of(args: argparse.Namespace, sized: bool, default: int) -> int | None:
    """The length of lists: that of -n, or the task's own; None for a program without lists.

    Raises
    ------
    Problem
        If -n is given to a program without lists.
    """
    if sized:
        return default if args.size is None else int(args.size)
    if args.size is not None:
        raise Problem("CX007", f"{args.program} takes no list, and -n is the length of one",
                      "leave -n out; -w says how many bits an integer has")  # fmt: skip
    return None


def of_file(args: argparse.Namespace, basis: str, optimise: str | None, output: str | None) -> int:
    """Measure the circuit of a file, as it stands or optimised.

    Raises
    ------
    Problem
        If a size, a width, sizes or an input are given.
    """
    for name, option in FOREIGN.items():
        if getattr(args, name, None) is not None:
            message = f"{args.program} is a circuit: {option} says nothing of it"
            raise Problem("CX007", message, f"leave {option} out")
    aig = read_circuit(args.program)
    made = "as it stands in the file, equal gates shared and dead ones dropped"
    if optimise is not None:
        aig, made = improved(aig, optimise), f"optimised for {optimise}"
    told(args, args.program, aig, basis, made, (None, None, optimise), output)
    return 0


def told(
    args: argparse.Namespace, name: str, aig: Aig, basis: str, made: str,
    how: tuple[int | None, int | None, str | None], output: str | None,
) -> None:  # fmt: skip
    """Write a circuit to a file where that is asked for, and tell its figures."""
    if output is not None:
        write_circuit(cone(aig), output)
    found = figures_of(aig, basis)
    page = circuit_page(name, found, made)
    page += (f"written to {output}",) if output is not None else ()
    give(args, page, circuit_object(name, found, *how))
