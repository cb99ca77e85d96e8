"""`complexity score`: the cost of programs, on all inputs of a size or on a single one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..circuits.files.formats import is_circuit
from ..encoding.languages import Language
from ..measuring.common import on_common_ground
from ..measuring.figures import Evidence, Measurement
from ..measuring.gates import INTERRUPTED as CUT
from ..measuring.gates import Gates, gates_of_each
from ..measuring.measure import measure, measure_input
from ..python.refusals import NotInLanguage
from ..reports.gates import gates_line, gates_object, gates_table
from ..reports.objects import error_object, headed, score_object
from ..reports.pages import Page
from ..reports.problems import Problem
from ..reports.scores import programs_page, score_page, sizes_page
from ..reports.standings import distinct_names
from ..reports.terminal import Teller, progress
from ..tasks.find import Program, outermost_programs
from .circuits import score_file
from .errors import FAILED, LIMITED, REFUSED, exit_code
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
    programs, refused = programs_of_names(args, names)
    scores: list[Score] = []
    with progress(sum(len(sizes_asked(args, program)) for program in programs)) as step:
        for program in programs:
            try:
                score = scored(args, program, step)
                scores.append(where_defined(args, score) if len(programs) > 1 else score)
            except NotInLanguage as refusal:
                if len(programs) == 1:
                    raise
                refused.append(refusal)
                continue
            if scores[-1].found[-1].interrupted:
                break
    if not scores:
        raise refused[0]
    gates = [circuits(args, score) for score in scores]
    tell(args, scores, gates, refused)
    cut = any(one.reason == CUT for by_size in gates for one in by_size.values())
    codes = [code(one) for score in scores for one in score.found]
    return INTERRUPTED if cut else max([*codes, *(REFUSED for _ in refused)])


def programs_of_names(
    args: argparse.Namespace, names: Sequence[str]
) -> tuple[list[Program], list[NotInLanguage]]:
    """The programs that are named, all of a file that is named alone, and what is refused."""
    if len(names) == 1 and names[0].endswith(".py") and not args.task and args.input is None:
        programs, refused = outermost_programs(names[0])
        return list(programs), list(refused)
    return [program_of(args, name) for name in names], []


@dataclass(frozen=True, slots=True)
class Score:
    """The measurements of one program, one a size or one input, and the language.

    Attributes
    ----------
    undefined : for each size, on how many inputs it fails and on which first, where figures are
        over the rest
    """

    program: Program
    spoken: Language
    found: list[Measurement]
    undefined: tuple[str, ...] = ()


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


def where_defined(args: argparse.Namespace, score: Score) -> Score:
    """Measure a program without a specification again, on the inputs on which it does not fail."""
    program, settings = score.program, settings_of(args, score.spoken, args.measures)
    if program.task.accepts is not None or args.input is not None:
        return score
    found, told = list[Measurement](), list[str]()
    for one in score.found:
        (again,), ground = on_common_ground([program], [one], settings, measure)
        found.append(again)
        if ground is not None and not again.failure:
            fails, first = ground.undefined[program.name]
            told.append(
                f"{program.short} is defined on {ground.kept:,} of {ground.all:,} inputs, over "
                f"which its figures are; first of the {fails:,} others: {first.input} gives "
                f"{first.code}: {first.message}"
            )
    return replace(score, found=found, undefined=tuple(told))


def circuits(args: argparse.Namespace, score: Score) -> dict[int, Gates]:
    """The circuits at the measured sizes, if -w is given."""
    if args.width is None:
        return {}
    sizes = [one.size for one in score.found if one.size is not None]
    wanted = {n: (score.program, n) for n in sizes}
    with progress(len(sizes)) as step:
        return gates_of_each(wanted, args.width, score.spoken.given, step)


def tell(
    args: argparse.Namespace, scores: Sequence[Score], gates: Sequence[Mapping[int, Gates]],
    refused: Sequence[NotInLanguage] = (),
) -> None:  # fmt: skip
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
    page += tuple(line for score in scores for line in score.undefined)
    page += tuple(refusal_line(one) for one in sorted(refused, key=lambda one: one.line))
    single = not by_size and len(scores) == 1 and not refused
    whole = headed("scores") | {"results": objects}
    if refused:
        whole["refused"] = [error_object(one) for one in refused]
    give(args, page, objects[0] if single else whole)


def refusal_line(refusal: NotInLanguage) -> str:
    """The first refusal of a function, on one line: the place, the reason, the repair."""
    where = f"{refusal.file}:{refusal.line}"
    return f"not read: {where}: {refusal.code} {refusal.message}; instead: {refusal.repair}"


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
    if found.wrong or any(check.wrong for check in found.checks):
        return FAILED
    time = found.figures.get("time")
    spent = time is not None and time.evidence in (Evidence.WITNESSED, Evidence.UNKNOWN)
    unknown = any(check.undecided for check in found.checks)
    return LIMITED if spent or unknown or found.estimate is not None else 0
