"""`complexity show`: a program's graph as text, which `FILE.graph::NAME` reads back."""

from __future__ import annotations

import argparse

from ..language.graph import Function
from ..language.naming import variables
from ..language.text.writing import write
from ..reports.objects import Object, headed
from ..reports.pages import Lines
from .output import give
from .reference import language_of
from .subjects import program_of


def run(args: argparse.Namespace) -> int:
    """Print the text form of one program."""
    program = program_of(args, args.program)
    spoken = language_of(args, program.task)
    size = program.task.default_size if args.size is None else args.size
    graph = program.graph(size, spoken.given)
    text = write(graph, program.short, args.variables)
    told = headed("show") | {"program": program.name, "text": text}
    told["variables"] = [
        {"function": function.name, "values": variables_object(function)}
        for function in graph.functions
    ]
    told["language"] = {"name": spoken.name, "version": spoken.version, "given": list(spoken.given)}
    give(args, (Lines(tuple(text.splitlines())),), told)
    return 0


def variables_object(function: Function) -> Object:
    """For each variable, its values in the graph; none if no value is left."""
    return {name: [f"%{value}" for value in values] for name, values in variables(function).items()}
