"""`complexity score`: the cost of programs, on all inputs of a size or on a single one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..circuits.files.formats import is_circuit
from ..encoding.languages import Language
from ..measuring.figures import Evidence, Measurement
from ..measuring.gates import INTERRUPTED as CUT
from ..measuring.gates import Gates, gates_of_each
from ..measuring.measure import measure, measure_input
from ..reports.gates import gates_line, gates_object, gates_table
from ..reports.objects import headed, score_object
from ..reports.pages import Page
from ..reports.problems import Problem
from ..reports.scores import programs_page, score_page, sizes_page
from ..reports.standings import distinct_names
from ..reports.terminal import Teller, progress
from ..tasks.find import Program
from .circuits import score_file
from .errors import LIMITED, exit_code
from .main import INTERRUPTED
from .output import give
from .reference import language_of, setting_of, settings_of
from .subjects import arguments_of, program_of, size_of_input, sizes_of


def run(args: argparse.Namespace) -> int:
    """Measure programs, or the circuit of a file."""
    names = list(dict.fromkeys(args.programs))
    files = [name for name in names if is_circuit(name)]
    if files and len(names) > 1:
        message = f"{files[0]} is a circuit, and there are other programs"
        raise Problem("CX007", message, "compare them with `complexity circuit`")
    if files:
        return score_file(argparse.Namespace(**vars(args), program=files[0]))
    programs = [program_of(args, name) for name in names]
    scores = []
    with progress(sum(len(sizes_asked(args, program)) for program in programs)) as step:
        for program in programs:
            scores.append(scored(args, program, step))
            if scores[-1].found[-1].interrupted:
                break
    gates = [circuits(args, score) for score in scores]
    tell(args, scores, gates)
    cut = any(one.reason == CUT for by_size in gates for one in by_size.values())
    return INTERRUPTED if cut else max(code(one) for score in scores for one in score.found)


@dataclass(frozen=True, slots=True)
class Score:
    """The measurements of one program, one a size or one input, and the language."""

    program: Program
    spoken: Language
    found: list[Measurement]


def sizes_asked(args: argparse.Namespace, program: Program) -> Sequence[int]:
    """The sizes to measure; one for a single input."""
    if args.input is None:
        return sizes_of(args, program.task)
    return (size_of_input(args, program),)


def scored(args: argparse.Namespace, program: Program, step: Teller) -> Score:
    """Measure one program."""
    spoken = language_of(args, program.task)
    settings, found = settings_of(args, spoken, args.measures), list[Measurement]()
    if args.input is not None:
        if args.width is not None:
            raise Problem("CX007", "--input and -w are both given", "give -n and -w for a circuit")
        n = size_of_input(args, program)
        arguments = arguments_of(args.input, program.task)
        step(program.name)
        found.append(measure_input(program, arguments, n, settings, step.part))
        return Score(program, spoken, found)
    for n in sizes_of(args, program.task):
        step(f"{program.name} n = {n}")
        found.append(measure(program, n, settings, step.part))
        if found[-1].interrupted:
            break
    return Score(program, spoken, found)


def circuits(args: argparse.Namespace, score: Score) -> dict[int, Gates]:
    """The circuits at the measured sizes, if -w is given."""
    if args.width is None:
        return {}
    sizes = [one.size for one in score.found if one.size is not None]
    wanted = {n: (score.program, n) for n in sizes}
    with progress(len(sizes)) as step:
        return gates_of_each(wanted, args.width, score.spoken.given, step)


def tell(
    args: argparse.Namespace, scores: Sequence[Score], gates: Sequence[Mapping[int, Gates]]
) -> None:
    """Print the results, and write them as JSON on request."""
    by_size = args.input is None and args.sizes is not None
    objects = [
        score_object(one, setting_of(args, score.spoken)) | gates_object(made.get(one.size or 0))
        for score, made in zip(scores, gates, strict=True)
        for one in score.found
    ]
    if by_size:
        pages = [
            (*sizes_page(score.found, setting_of(args, score.spoken)),
             *(gates_table(made) if made else ()))
            for score, made in zip(scores, gates, strict=True)
        ]  # fmt: skip
        page = tuple(block for part in pages for block in (*part, ""))[:-1]
    elif len(scores) > 1:
        page = side_by_side(args, scores, gates)
    else:
        lines = [line for one in gates[0].values() for line in gates_line(one)]
        page = (*score_page(scores[0].found[0], setting_of(args, scores[0].spoken)), *lines)
    single = not by_size and len(scores) == 1
    give(args, page, objects[0] if single else headed("scores") | {"results": objects})


def side_by_side(
    args: argparse.Namespace, scores: Sequence[Score], gates: Sequence[Mapping[int, Gates]]
) -> Page:
    """Several programs, a row each, with their circuits if -w is given."""
    names = distinct_names([score.program.name for score in scores])
    settings = [setting_of(args, score.spoken) for score in scores]
    page = programs_page([score.found[0] for score in scores], settings, names)
    made = {
        names[score.program.name]: one
        for score, sizes in zip(scores, gates, strict=True)
        for one in sizes.values()
    }
    return (*page, *gates_table(made, "program")) if made else page


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
