"""`complexity explain`: a program line by line, a term of a report, or a refusal."""

from __future__ import annotations

import argparse
import contextlib
import itertools
from collections import Counter
from collections.abc import Sequence

from ..encoding.code import explain
from ..language.failures import Undefined
from ..language.graph import Graph, walk
from ..machine.path import Link, critical_path
from ..measuring.checking import shown
from ..measuring.estimate import words_of_an_input
from ..measuring.figures import Measurement
from ..measuring.measure import measure, measure_input
from ..measuring.suggestions import Suggestions, suggest
from ..python.source import read_text
from ..reports.annotated import Annotations, Place, explain_page
from ..reports.definitions import glossary_page, topic_page
from ..reports.listings import task_page
from ..reports.problems import Problem
from ..reports.suggestions import explain_object, suggestions_page
from ..semantics.limits import Limits
from ..semantics.tape import SeededTape
from ..tasks.corpus import shipped
from ..tasks.find import Program, find_task, is_file
from .main import INTERRUPTED
from .output import give, give_part
from .reference import language_of, setting_of, settings_of
from .scoring import code
from .subjects import arguments_of, program_of, size_of_input

TRIED = 120  # inputs of a size that are searched for the longest critical path
PATIENCE = 300_000  # steps of a run whose path is traced
FOLLOWED = 4 * PATIENCE  # steps of all traced runs together


def run(args: argparse.Namespace) -> int:
    """Explain a program, a task, a term or a code."""
    named = args.topic or ""
    if "/" in named or "::" in named or is_file(named):
        return explain_program(args, program_of(args, named))
    if args.json is not None:
        message = f"--json is given, and {named or 'the list of words'} has no figures"
        raise Problem("CX007", message, "name a program, or leave --json out")
    if args.topic is None:
        give_part(args, glossary_page())
    elif args.topic in shipped():
        give_part(args, task_page(find_task(args.topic)))
    else:
        give_part(args, topic_page(args.topic))
    return 0


def explain_program(args: argparse.Namespace, program: Program) -> int:
    """Print the page of a program, line by line."""
    spoken = language_of(args, program.task)
    settings = settings_of(args, spoken)
    given = None if args.input is None else arguments_of(args.input, program.task)
    if given is not None:
        n = size_of_input(args, program)
    else:
        n = program.task.default_size if args.size is None else args.size
    graph = program.graph(n, spoken.given)
    shown_texts = texts(program, graph, n)  # read before long computations: files may vanish
    if given is not None:
        found = measure_input(program, given, n, settings)
    else:
        found = measure(program, n, settings)
    shares = explain(graph, spoken.library)
    bits = {place: weight.bits for place, weight in shares.items()}
    ran = bool(found.figures) or found.failure is not None
    longest = longest_path(args, program, graph, n, steps_of(found)) if ran else ({}, "")
    is_graph = program.kind == "graph"
    noted = Annotations(
        shown_texts, bits, *longest, is_graph, lost_names(graph), shared_lines(graph)
    )
    setting = setting_of(args, spoken)
    give_part(args, explain_page(found, noted, setting))
    known = Suggestions() if found.interrupted else suggest(program, n, settings, found, given)
    told = explain_object(found, setting, bits, longest[0], known)
    give(args, suggestions_page(known, found), told)
    return INTERRUPTED if known.interrupted else code(found)


def lost_names(graph: Graph) -> tuple[str, ...]:
    """The variables with no value left in a graph; those of helpers have the helper's prefix."""
    return tuple(
        name if function is graph.entry or "." in name else f"{function.name}.{name}"
        for function in graph.functions for name in function.lost
    )  # fmt: skip


def shared_lines(graph: Graph) -> dict[Place, tuple[Place, ...]]:
    """For each line that is also charged for nodes of other lines, those lines."""
    found: dict[Place, set[Place]] = {}
    for function in graph.functions:
        for node in walk(function.body):
            others = {(function.source, line) for line in node.also}
            found.setdefault((function.source, node.line), set()).update(others)
    return {place: tuple(sorted(found[place])) for place in sorted(found) if found[place]}


def texts(program: Program, graph: Graph, n: int) -> dict[str, str]:
    """The texts that lines refer to: the program's own, and those of given words."""
    others = dict.fromkeys(f.source for f in graph.functions if f.source)
    return {"": program.text(n)} | {source: read_text(source) for source in others}


def steps_of(found: Measurement) -> float:
    """The measured steps of a run, or the limit for tracing if they are unknown."""
    time = found.figures.get("time")
    return PATIENCE if time is None or time.approximate is None else time.approximate


def longest_path(
    args: argparse.Namespace, program: Program, graph: Graph, n: int, steps: float
) -> tuple[dict[Place, int], str]:
    """The levels by line of a critical path, and the input that has it.

    It is the path of the single input, or the longest path over the first `TRIED` inputs of size n;
    fewer are tried if they have more than `PATIENCE` words together or all runs would take more
    than `FOLLOWED` steps. Inputs on which the program fails, or takes more than `PATIENCE` steps,
    are skipped.
    """
    task = program.task
    if args.input is not None:
        inputs = [arguments_of(args.input, task)]
    else:
        words = max(1.0, words_of_an_input(task.inputs, n, args.seed))
        most = min(TRIED, int(PATIENCE / words), int(FOLLOWED / max(1.0, steps)))
        inputs = list(itertools.islice(task.inputs.all(n), most))
    limits = Limits(min(args.fuel, PATIENCE), args.memory, args.depth)
    best: tuple[int, dict[Place, int], str] = (0, {}, "")
    for given in inputs:
        with contextlib.suppress(Undefined):
            path = critical_path(
                graph, given, tape=SeededTape(args.seed), limits=limits, fan_in=args.fan_in
            )
            span = sum(link.levels for link in path)
            if span > best[0]:
                best = span, by_line(path), shown(given)
    return best[1], best[2]


def by_line(path: Sequence[Link]) -> dict[Place, int]:
    """The number of levels of a path on each line."""
    levels: Counter[Place] = Counter()
    for link in path:
        levels[link.place] += link.levels
    return dict(levels)
