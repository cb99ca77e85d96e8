"""Which updates in place are visible through other names: a flow-sensitive may-alias analysis.

Lists are values in the language, but objects in CPython. An accepted program means the same in
both: whenever a list is updated in place, the updated name is the only place that is read later and
may refer to the list. `domain` is the abstract domain, `expressions` and `statements` are the
transfer functions; this module computes the fixed point over the functions of a file.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ..refusals import NotInLanguage, Source
from . import domain as sharing
from .expressions import value
from .live_names import Facts, bound_anew, facts_of, list_depth, result_count
from .state import Frame, Summary, TooMuchWork, Work, name_slot, new_slot
from .statements import block, leave

PATIENCE = 12  # rounds over the functions after which all groups are merged, to converge

Functions = Mapping[str, ast.FunctionDef]


def updated_parameters(functions: Functions) -> dict[str, tuple[int, ...]]:
    """The positions of the list parameters that each function updates in place.

    Raises
    ------
    TooMuchWork
        If the analysis takes too long.

    Examples
    --------
    >>> text = "def f(xs: list[int], n: int) -> None:\\n    xs[0] = n\\n"
    >>> updated_parameters({"f": ast.parse(text).body[0]})
    {'f': (0,)}
    """
    return _positions(_summaries(functions, None))


def _positions(summaries: Mapping[str, Summary]) -> dict[str, tuple[int, ...]]:
    return {
        name: tuple(sorted({index for index, _ in summary.updated}))
        for name, summary in summaries.items()
    }


def check_aliasing(functions: Functions, source: Source) -> dict[str, tuple[int, ...]]:
    """Refuse every update in place that is visible through anything but the updated name.

    The result is that of `updated_parameters`, from the same analysis.

    Raises
    ------
    NotInLanguage
        CX220 and CX401 to CX404, at the update, with the repair; CX112 where the lists of a
        function are too many to be followed.
    """
    try:
        return _positions(_summaries(functions, source))
    except TooMuchWork as error:
        raise too_much(error, functions, source) from None


def too_much(error: TooMuchWork, functions: Functions, source: Source) -> NotInLanguage:
    """The refusal of a program whose aliasing takes too long to analyse."""
    (name,) = error.args
    return source.refuse("CX112", functions[name], function=name)


def _summaries(functions: Functions, source: Source | None) -> dict[str, Summary]:
    """The least fixed point of the functions' summaries, computed with callees first."""
    work = Work()
    summaries = {name: _nothing(function) for name, function in functions.items()}
    facts = {name: _facts(function, functions) for name, function in functions.items()}
    calls = {name: found.callees for name, found in facts.items()}
    order = _callees_first(calls)
    waiting, rounds = set(functions), 0
    while waiting:
        rounds += 1
        for name in order:
            if name not in waiting:
                continue
            waiting.discard(name)
            before = summaries[name]
            hasty = rounds > PATIENCE
            now = _analysed(functions, name, summaries, facts[name], source, hasty, work)
            if now != before:
                summaries[name] = now
                waiting |= {caller for caller in calls if name in calls[caller]}
    return summaries


def _nothing(function: ast.FunctionDef) -> Summary:
    """The summary of a function without effects, the start of the iteration."""
    listed = _arguments(function)
    groups: set[int] = set()
    for index, argument in enumerate(listed):
        depth = list_depth(argument.annotation)
        groups |= sharing.parameter((index, len(listed) + index), depth)
    return Summary(frozenset(groups), frozenset())


def _arguments(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args]


def _facts(function: ast.FunctionDef, functions: Functions) -> Facts:
    parameters = frozenset(argument.arg for argument in _arguments(function))
    return facts_of(function, functions, parameters - bound_anew(function.body))


def _callees_first(calls: Mapping[str, set[str]]) -> list[str]:
    order: dict[str, None] = {}
    opened: set[str] = set()
    for root in calls:
        stack = [root]
        while stack:
            name = stack[-1]
            below = [callee for callee in sorted(calls[name]) if callee not in opened]
            opened.add(name)
            if below:
                stack.append(below[0])
            else:
                order[stack.pop()] = None
    return list(order)


def _analysed(
    functions: Functions, name: str, summaries: Mapping[str, Summary], facts: Facts,
    source: Source | None, hasty: bool, work: Work,
) -> Summary:  # fmt: skip
    function, before = functions[name], summaries[name]
    parameters = tuple(argument.arg for argument in _arguments(function))
    anew = bound_anew(function.body) & frozenset(parameters)
    results = result_count(function)
    a = Frame(
        function, functions, summaries, facts, source, value, parameters, anew,
        1 if results is None else results, work,
    )  # fmt: skip
    for _ in parameters:
        new_slot(a)
    for parameter in parameters:
        name_slot(a, parameter, parameter)
    for _ in range(a.results):
        new_slot(a)
    a.groups = _nothing(function).exits
    if block(a, function.body):
        leave(a)
    exits = before.exits
    if not sharing.covers(exits, a.exits):
        exits = sharing.join(exits, a.exits)
    return Summary(sharing.merged(exits) if hasty else exits, before.updated | a.updated)
