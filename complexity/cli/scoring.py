"""`complexity score`: the cost of one program, on all inputs of a size or on a single one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from ..circuits.files.formats import is_circuit
from ..measuring.figures import Evidence, Measurement
from ..measuring.gates import INTERRUPTED as CUT
from ..measuring.gates import Gates, gates_of_each
from ..measuring.measure import measure, measure_input
from ..reports.gates import gates_line, gates_object, gates_table
from ..reports.objects import headed, score_object
from ..reports.problems import Problem
from ..reports.scores import score_page, sizes_page
from ..reports.settings import Setting
from ..reports.terminal import progress
from ..tasks.find import Program
from .circuits import score_file
from .errors import LIMITED, exit_code
from .main import INTERRUPTED
from .output import give
from .reference import language_of, setting_of, settings_of
from .subjects import arguments_of, program_of, size_of_input, sizes_of


def run(args: argparse.Namespace) -> int:
    """Measure one program, or the circuit of a file."""
    if is_circuit(args.program):
        return score_file(args)
    program = program_of(args, args.program)
    spoken = language_of(args, program.task)
    setting, settings = setting_of(args, spoken), settings_of(args, spoken, args.measures)
    if args.input is not None:
        if args.width is not None:
            raise Problem("CX007", "--input and -w are both given", "give -n and -w for a circuit")
        n = size_of_input(args, program)
        arguments = arguments_of(args.input, program.task)
        with progress(1) as step:
            step(program.name)
            found = [measure_input(program, arguments, n, settings, step.part)]
    else:
        sizes = sizes_of(args, program.task)
        found = []
        with progress(len(sizes)) as step:
            for n in sizes:
                step(f"{program.name} n = {n}")
                found.append(measure(program, n, settings, step.part))
                if found[-1].interrupted:
                    break
    gates = circuits(args, program, found, spoken.given)
    tell(args, found, setting, gates)
    cut = any(one.reason == CUT for one in gates.values())
    return INTERRUPTED if cut else max(map(code, found))


def circuits(
    args: argparse.Namespace, program: Program, found: Sequence[Measurement],
    given: tuple[str, ...],
) -> dict[int, Gates]:  # fmt: skip
    """The circuits at the measured sizes, if -w is given."""
    if args.width is None:
        return {}
    sizes = [one.size for one in found if one.size is not None]
    wanted = {n: (program, n) for n in sizes}
    with progress(len(sizes)) as step:
        return gates_of_each(wanted, args.width, given, step)


def tell(
    args: argparse.Namespace, found: Sequence[Measurement], setting: Setting,
    gates: Mapping[int, Gates],
) -> None:  # fmt: skip
    """Print the results, and write them as JSON on request."""
    objects = [score_object(one, setting) | gates_object(gates.get(one.size or 0)) for one in found]
    if args.input is not None or args.sizes is None:
        beside = [line for one in gates.values() for line in gates_line(one)]
        give(args, (*score_page(found[0], setting), *beside), objects[0])
    else:
        beside = list(gates_table(gates)) if gates else []
        page = (*sizes_page(found, setting), *beside)
        give(args, page, headed("scores") | {"results": objects})


def code(found: Measurement) -> int:
    """The exit code of a measurement; of several, the largest counts."""
    if found.interrupted:
        return INTERRUPTED
    if found.failure is not None:
        return exit_code(found.failure.code)
    time = found.figures.get("time")
    spent = time is not None and time.evidence in (Evidence.WITNESSED, Evidence.UNKNOWN)
    unknown = any(check.undecided for check in found.checks)
    return LIMITED if spent or unknown or found.estimate is not None else 0
