"""`complexity explain`: a program line by line, a word of a report, or a refusal."""

from __future__ import annotations

import argparse

from ..encoding.code import explain
from ..language.graph import Graph
from ..language.source import read_text
from ..measuring.measure import measure, measure_input
from ..reports.annotated import Annotations, explain_page
from ..reports.definitions import glossary_page, topic_page
from ..reports.terminal import show
from ..tasks.find import Program, find, is_file
from .reference import language_of, setting_of, settings_of
from .scoring import code
from .subjects import arguments_of, size_of_input


def run(args: argparse.Namespace) -> int:
    """Explain a program, a word or a code."""
    if args.topic is None:
        show(glossary_page())
        return 0
    if "/" in args.topic or "::" in args.topic or is_file(args.topic):
        return explain_program(args, find(args.topic))
    show(topic_page(args.topic))
    return 0


def explain_program(args: argparse.Namespace, program: Program) -> int:
    """The page of one program's lines."""
    spoken = language_of(args, program.task)
    settings = settings_of(args, spoken)
    if args.input is not None:
        n = size_of_input(args, program)
        found = measure_input(program, arguments_of(args.input, program.task), n, settings)
    else:
        n = program.task.default_size if args.size is None else args.size
        found = measure(program, n, settings)
    graph = program.graph(n, spoken.given)
    shares = explain(graph, spoken.library)
    bits = {place: weight.bits for place, weight in shares.items()}
    noted = Annotations(texts(program, graph, n), bits, {}, "")
    show(explain_page(found, noted, setting_of(args, spoken)))
    return code(found)


def texts(program: Program, graph: Graph, n: int) -> dict[str, str]:
    """The texts in which the lines of a graph count: the program's own, and those of its words."""
    others = dict.fromkeys(f.source for f in graph.functions if f.source)
    return {"": program.text(n)} | {source: read_text(source) for source in others}
