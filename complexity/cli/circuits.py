"""`complexity circuit`: circuits of programs and of files, their size, depth and length."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from ..circuits.aig.depths import cone
from ..circuits.aig.graph import Aig
from ..circuits.budget import GRACE, UNROLLING, Budget, Ended
from ..circuits.circuit import DRAWS
from ..circuits.figures import CircuitFigures, figures_of
from ..circuits.files.formats import WRITTEN, Own, is_circuit, read_file, write_circuit
from ..circuits.optimise.improve import improved
from ..circuits.unroll.path_condition import Unbounded
from ..language.types import List
from ..measuring.gates import circuit_at
from ..reports.circuits import circuit_object, circuit_page, circuits_page, integers
from ..reports.notation import plural
from ..reports.objects import Object, headed
from ..reports.problems import Problem
from ..reports.terminal import progress
from ..tasks.domains import DECLARED, Interval, ranges_of
from ..tasks.find import Program
from .circuit_settings import budget_of, chosen_of
from .main import INTERRUPTED
from .output import give, give_part
from .reference import language_of
from .subjects import program_of

# options that concern measuring and have no meaning for a circuit
FOREIGN = {
    "size": "-n", "width": "-w", "sizes": "--sizes", "input": "--input", "signed": "--signed",
    "domain": "--domain", "draws": "--draws",
}  # fmt: skip
WIDTH = 4  # bits of an integer input without -w


@dataclass(frozen=True, slots=True)
class Made:
    """A circuit with a description of its making, and n, w and the aim where they apply.

    Attributes
    ----------
    own : the counts of its file, if it was read from one
    """

    name: str
    aig: Aig
    words: str
    n: int | None = None
    w: int | None = None
    optimise: str | None = None
    domains: tuple[Interval, ...] = ()
    own: Own | None = None


Counted = tuple[Made, CircuitFigures]


def run(args: argparse.Namespace) -> int:
    """Measure the circuits of programs or files; write a single circuit on request."""
    output = args.output
    if output is not None and not output.lower().endswith(WRITTEN):
        message = f"-o {output}: no format of circuits has this suffix"
        raise Problem("CX002", message, f"end the name in {', '.join(WRITTEN)}")
    if output is not None and len(args.programs) > 1:
        raise Problem("CX007", "-o writes one circuit, and several are named", "name one of them")
    if all(map(is_circuit, args.programs)):
        refuse_foreign(args, args.programs[0])
    made = list[Counted]()
    with progress(len(args.programs)) as step, suppress(KeyboardInterrupt):
        for name in args.programs:
            step(name)
            budget = budget_of(args, step, UNROLLING)
            file = is_circuit(name)
            one = of_file(name, args.optimise, budget) if file else of_program(args, name, budget)
            made.append((one, counted(one, args.basis, budget)))
    if not made:
        raise KeyboardInterrupt
    if len(args.programs) > 1:
        return compare(args, made)
    code = tell(args, *made[0])
    if output is not None:
        write_circuit(cone(made[0][0].aig), output)
        give_part(args, (f"written to {output}",))
    return code


def of_program(args: argparse.Namespace, name: str, budget: Budget) -> Made:
    """Unroll and optimise the circuit of a program."""
    program = program_of(args, name)
    task, n = program.task, size_of(args, program)
    w, optimise = width_of(args), args.optimise or "size"
    given = language_of(args, task).given
    with blaming(program):
        draws = DRAWS if args.draws is None else args.draws
        circuit = circuit_at(program, n, w, given, optimise, chosen_of(args), draws, budget)
    aig, more = bettered(circuit.aig, optimise, budget)
    ranges = ranges_of(task, n, w, chosen_of(args))
    at = "" if n is None else f"n = {n}, "
    over = integers(task.signature.names, ranges)
    words = f"unrolled at {at}w = {w}{f', {over}' if over else ''}{more}"
    drawn = sum(1 for bits in circuit.tape if bits)
    if drawn:
        numbers = plural(drawn, "number")
        words += f"; {numbers} of the random tape as inputs"
        words += ", a run that draws more is invalid" if circuit.short else ""
    told = task.domains is not None or chosen_of(args) != DECLARED
    return Made(program.name, aig, words, n, w, optimise, ranges if told else ())


@contextmanager
def blaming(program: Program) -> Iterator[None]:
    """Add the program's name to an error, since a command may have several programs."""
    try:
        yield
    except Unbounded as error:
        raise Unbounded(f"{program.name}: {error.what}") from error


def size_of(args: argparse.Namespace, program: Program) -> int | None:
    """The length of lists: from -n, or the task's default; None for a program without lists.

    Raises
    ------
    Problem
        If -n is given to a program without lists.
    """
    if program.kind == "family" or any(isinstance(t, List) for t in program.task.signature.params):
        return program.task.default_size if args.size is None else int(args.size)
    if args.size is not None:
        raise Problem("CX007", f"{program.name} takes no list, and -n is the length of one",
                      "leave -n out; -w says how many bits an integer has")  # fmt: skip
    return None


def of_file(name: str, optimise: str | None, budget: Budget) -> Made:
    """Read the circuit of a file, and optimise it on request."""
    file = read_file(name)
    words = "equal gates shared, simplified by rules of two levels, dead ones dropped"
    if file.own.what != "AND":
        words = f"as gates of two inputs, {words}"
    aig, more = file.aig, ""
    if optimise is not None:
        aig, more = bettered(aig, optimise, budget)
    return Made(name, aig, f"reduced: {words}{more}", optimise=optimise, own=file.own)


def bettered(aig: Aig, optimise: str, budget: Budget) -> tuple[Aig, str]:
    """Optimise a circuit, as far as the budget goes; describe it in words."""
    with budget.enforced():
        found = improved(aig, optimise, budget)
    left = ", until the budget ended (--seconds)" if budget.ended else ""
    return found, f", optimised for {optimise}{left}"


def counted(made: Made, basis: str, budget: Budget) -> CircuitFigures:
    """The measures of a circuit.

    Raises
    ------
    Ended
        If the seconds are spent before they are known, and `GRACE` more.
    """
    try:
        with budget.enforced(GRACE):
            return figures_of(made.aig, basis)
    except Ended as error:
        size = f"{made.aig.size:,} gates and {len(made.aig.outputs):,} outputs"
        raise Ended(f"{error}; a circuit of {size} was made, and not counted to the end") from None


def width_of(args: argparse.Namespace) -> int:
    """The width of integer inputs in bits."""
    return WIDTH if args.width is None else int(args.width)


def refuse_foreign(args: argparse.Namespace, name: str, what: str = "a circuit") -> None:
    """Refuse options that do not apply to a circuit or a truth table.

    Raises
    ------
    Problem
        If a size, a width, sizes or an input are given.
    """
    for key, option in FOREIGN.items():
        if getattr(args, key, None) not in (None, False, []):
            message = f"{name} is {what}: {option} says nothing of it"
            raise Problem("CX007", message, f"leave {option} out")


def score_file(args: argparse.Namespace) -> int:
    """Measure the circuit of the file given to `score`."""
    refuse_foreign(args, args.program)
    made = of_file(args.program, None, Budget())
    return tell(args, made, figures_of(made.aig, "aig"))


def tell(args: argparse.Namespace, made: Made, found: CircuitFigures) -> int:
    """Print the measures of a single circuit."""
    give(args, circuit_page(made.name, found, made.words, made.own), object_of(made, found))
    return 0


def object_of(made: Made, found: CircuitFigures) -> Object:
    """The JSON object of a circuit."""
    return circuit_object(made.name, found, made.n, made.w, made.optimise, made.domains, made.own)


def compare(args: argparse.Namespace, made: list[Counted]) -> int:
    """Print the measures of several circuits, smallest first."""
    found = sorted(made, key=lambda pair: (pair[1].asked.size, pair[1].asked.depth, pair[0].name))
    rows = [(one.name, one.words, figures) for one, figures in found]
    results = [object_of(one, figures) for one, figures in found]
    page, cut = circuits_page(args.basis, rows), len(made) < len(args.programs)
    page += ("interrupted: the other circuits were not made",) if cut else ()
    give(args, page, headed("circuits") | {"results": results})
    return INTERRUPTED if cut else 0
