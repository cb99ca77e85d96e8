"""`complexity score`: what one program costs, on all inputs of a size or on one."""

from __future__ import annotations

import argparse

from ..circuits.files import is_circuit
from ..measuring.figures import Evidence, Measurement
from ..measuring.measure import measure, measure_input
from ..reports.objects import headed, score_object
from ..reports.scores import score_page, sizes_page
from ..reports.terminal import progress
from .circuits import of_file
from .errors import LIMITED, exit_code
from .main import INTERRUPTED
from .output import give
from .reference import language_of, setting_of, settings_of
from .subjects import arguments_of, program_of, size_of_input, sizes_of


def run(args: argparse.Namespace) -> int:
    """Score one program, or the circuit of a file."""
    if is_circuit(args.program):
        return of_file(args, "aig", None, None)
    program = program_of(args, args.program)
    spoken = language_of(args, program.task)
    setting, settings = setting_of(args, spoken), settings_of(args, spoken, args.measures)
    if args.input is not None:
        n = size_of_input(args, program)
        found = [measure_input(program, arguments_of(args.input, program.task), n, settings)]
    else:
        sizes = sizes_of(args, program.task)
        found = []
        with progress(len(sizes)) as step:
            for n in sizes:
                step(f"{program.name} n = {n}")
                found.append(measure(program, n, settings))
                if found[-1].interrupted:
                    break
    if args.input is not None or args.sizes is None:
        give(args, score_page(found[0], setting), score_object(found[0], setting))
    else:
        results = [score_object(one, setting) for one in found]
        give(args, sizes_page(found, setting), headed("scores") | {"results": results})
    return max(map(code, found))


def code(found: Measurement) -> int:
    """The exit code of a measurement: the worst of several is the largest."""
    if found.interrupted:
        return INTERRUPTED
    if found.failure is not None:
        return exit_code(found.failure.code)
    time = found.figures.get("time")
    spent = time is not None and time.evidence in (Evidence.WITNESSED, Evidence.UNKNOWN)
    return LIMITED if spent or found.estimate is not None else 0
