"""Suggestions of idioms that make a program shorter; each is compiled, weighed and tested.

A rewriting preserves the meaning by construction (`python.idioms.catalogue`). As a safeguard, both
programs are run on inputs of the program's signature and must agree before it is suggested.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..encoding.code import weigh
from ..encoding.weight import Weight, compare
from ..language.failures import IllFormed
from ..language.graph import Graph
from ..language.stack_room import deep
from ..python.idioms.catalogue import rewritings
from ..python.idioms.conditions import surroundings
from ..python.idioms.rewriting import Rewriting, rewritten
from ..python.module import Module
from ..python.parse import compile_program, reached
from ..python.refusals import NotInLanguage
from ..tasks.find import Program, known_words
from ..tasks.inputs import Arguments
from ..tasks.signatures import forms
from .agreeing import agreeing_inputs
from .figures import Figure, Measurement
from .measure import measure, measure_input
from .settings import Settings

TRIED, NODES = 100, 20_000  # limits on rewritings compiled, and on their syntax nodes in all
SHOWN = 8  # the maximum number of suggestions
STEPS = 3 * 10**6  # of the program's own runs, beyond which suggestions have no times


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A shorter way to write one part of a program.

    Attributes
    ----------
    idiom : a description of the change
    function, line : the place of the change
    text : the replacement
    where : the place within the line, or "" for the whole line
    note : a side effect of the change, or ""
    weight : of the whole program after the change
    saved : the bits saved, for display
    inputs : the number of inputs on which both programs agreed
    time : of the program after the change, on the measured inputs; None if not measured
    """

    idiom: str
    function: str
    line: int
    text: str
    where: str
    note: str
    weight: Weight
    saved: float
    inputs: int
    time: Figure | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions for a program, those with the shortest result first.

    Attributes
    ----------
    complete : whether all applicable rewritings were tried, which a large program prevents
    interrupted : whether the user stopped the search
    """

    found: tuple[Suggestion, ...] = ()
    complete: bool = True
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """The source text that a program was compiled from."""

    module: Module
    name: str
    words: tuple[str, ...]
    graph: Graph


@dataclass(frozen=True, slots=True)
class _Shorter:
    """A rewriting that makes the program shorter."""

    idiom: str
    function: str
    rewriting: Rewriting
    graph: Graph
    weight: Weight


def suggest(
    program: Program,
    n: int,
    settings: Settings,
    found: Measurement,
    arguments: Arguments | None = None,
) -> Suggestions:
    """Find idioms that make a program shorter; none if its source is not that of a function.

    Parameters
    ----------
    program, n, settings : as they were measured
    found : the measurement of the program
    arguments : the single input that it was measured on, if any
    """
    text = _text(program, n, settings)
    if text is None:
        return Suggestions()
    kept: list[Suggestion] = []
    try:
        shorter, complete = _shorter(text, settings)
        for one in _agreeing(text, shorter, settings):
            time = _time(program, n, settings, found, one[0].graph, arguments)
            kept.append(_suggestion(*one, found, time))
    except KeyboardInterrupt:
        return Suggestions(tuple(kept), False, True)
    return Suggestions(tuple(kept), complete)


def _text(program: Program, n: int, settings: Settings) -> _Text | None:
    """The source of the program's shortest form, if it is that of a function."""
    if program.kind != "function":
        return None
    task, graph = program.task, program.graph(n, settings.language.given)
    words = known_words(task, settings.language.given)
    for name in forms(task.module, program.short):
        if compile_program(task.module, name, words) == graph:
            return _Text(task.module, name, words, graph)
    return None


@deep
def _shorter(text: _Text, settings: Settings) -> tuple[list[_Shorter], bool]:
    """The rewritings that make a program shorter, shortest first; and whether all were tried."""
    size = sum(
        not isinstance(node, ast.Constant | ast.expr_context)
        for function in reached(text.module, text.name).values()
        for node in ast.walk(function)
    )
    tries = min(TRIED, NODES // size)
    if not tries:
        return [], False
    waiting = _rewritings(text)
    library = settings.language.library
    before = weigh(text.graph, library)
    found = []
    for idiom, function, rewriting in itertools.islice(waiting, tries):
        graph = _compiled(text, function, rewriting)
        weight = weigh(graph, library) if graph is not None else before
        if graph is not None and compare(weight, 1, before, 1) < 0:
            found.append(_Shorter(idiom, function, rewriting, graph, weight))
    found.sort(key=lambda one: one.weight.bits)
    return found, next(waiting, None) is None


def _rewritings(text: _Text) -> Iterator[tuple[str, str, Rewriting]]:
    for name, function in reached(text.module, text.name).items():
        if name not in text.words:
            for idiom, rewriting in rewritings(surroundings(text.module, function)):
                yield idiom, name, rewriting


def _compiled(text: _Text, name: str, rewriting: Rewriting) -> Graph | None:
    """Compile a program with one function rewritten; None if that is outside the language."""
    functions = dict(text.module.functions)
    functions[name] = rewritten(functions[name], rewriting.edits)
    try:
        return compile_program(replace(text.module, functions=functions), text.name, text.words)
    except (NotInLanguage, IllFormed):
        return None


def _agreeing(
    text: _Text, shorter: list[_Shorter], settings: Settings
) -> Iterator[tuple[_Shorter, int]]:
    """For each line, the shortest rewriting that agrees with the program, and the inputs tested."""
    seen: set[tuple[str, int]] = set()
    for one in shorter:
        place = one.function, one.rewriting.line
        if place in seen or len(seen) >= SHOWN:
            continue
        inputs = agreeing_inputs(text.graph, one.graph, bool(one.rewriting.note), settings.seed)
        if inputs:
            seen.add(place)
            yield one, inputs


def _time(
    program: Program,
    n: int,
    settings: Settings,
    found: Measurement,
    graph: Graph,
    arguments: Arguments | None,
) -> Figure | None:
    """The time of a rewritten program; None if the program's own runs took long."""
    time = found.figures.get("time")
    steps = None if time is None else time.mean if time.mean is not None else time.approximate
    if steps is None or steps * found.inputs.count * found.inputs.runs > STEPS:
        return None
    other = replace(program, graph=lambda n=0, words=(): graph)
    fewer = replace(settings, measures=frozenset(("time",)), counting=False)
    if arguments is not None:
        return measure_input(other, arguments, n, fewer).figures.get("time")
    return measure(other, n, fewer).figures.get("time")


def _suggestion(one: _Shorter, inputs: int, found: Measurement, time: Figure | None) -> Suggestion:
    rewriting = one.rewriting
    return Suggestion(
        one.idiom,
        one.function,
        rewriting.line,
        rewriting.text,
        rewriting.where,
        rewriting.note,
        one.weight,
        found.bits - one.weight.bits,
        inputs,
        time,
    )
