"""Groups of idioms: the same function written in several ways, and how far their figures differ.

The groups themselves stand in `idioms.py`, and in `idioms_fresh.py` those that somebody wrote who
had not read the first.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from complexity.encoding.code import weigh
from complexity.encoding.weight import Weight, compare
from complexity.language.failures import Undefined
from complexity.language.graph import Graph
from complexity.machine.evaluate import Machine
from complexity.python.parse import compile_program, parse_module

KINDS = (
    "search with early exit", "accumulate", "rule list", "nested tests", "while against for",
    "helper against inline", "named against repeated", "negated test", "guard against else",
    "flags",
)  # fmt: skip
BUILDING = "in-place against functional list building"
RECURSION = "recursion against loop"
OTHER = "another computation of the same function"
OUTSIDE = (BUILDING, RECURSION, OTHER)  # tabled, and no part of the goal

Args = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One function in three or more idioms.

    Attributes
    ----------
    name : what the function computes
    kind : one of `KINDS`, or of `OUTSIDE`
    text : Python; each public function is a form, `_name` is a helper
    inputs : arguments on which all forms agree; where one fails, all fail
    """

    name: str
    kind: str
    text: str
    inputs: list[Args]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A run of one form of a trap: its result and its candidates, and the most that it may cost."""

    form: str
    args: Args
    result: Any
    time: int
    span: int
    candidates: int


@dataclass(frozen=True, slots=True)
class Trap:
    """Texts that look alike and may not be made alike.

    Attributes
    ----------
    name : what tells them apart
    text : Python; each public function is a form
    runs : where that shows
    """

    name: str
    text: str
    runs: list[Sighting]


@dataclass(frozen=True, slots=True)
class Figures:
    """A form's length, and its time and span on each input, None where it fails."""

    weight: Weight
    costs: tuple[tuple[int, int] | None, ...]

    @property
    def time(self) -> int:
        """The steps on all inputs together."""
        return sum(cost[0] for cost in self.costs if cost)

    @property
    def span(self) -> int:
        """The levels on all inputs together."""
        return sum(cost[1] for cost in self.costs if cost)


# -- figures ---------------------------------------------------------------------------------------


def forms(text: str) -> dict[str, ast.FunctionDef]:
    """The public functions of a text, by name."""
    return {
        node.name: node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def figures(group: Group) -> dict[str, Figures]:
    """What each form of a group costs, by the definition."""
    module = parse_module(group.text)
    graphs = {name: compile_program(module, name) for name in forms(group.text)}
    return {
        name: Figures(weigh(graph), tuple(costs(graph, group.inputs)))
        for name, graph in graphs.items()
    }


def costs(graph: Graph, inputs: list[Args]) -> Iterator[tuple[int, int] | None]:
    """Time and span on each input, None where the program fails."""
    machine = Machine(graph, measures=frozenset(("time", "span")))
    for args in inputs:
        try:
            run = machine.run(args)
        except Undefined:
            yield None
        else:
            assert run.span is not None
            yield run.time, run.span


def within(found: dict[str, Figures], bits: int) -> bool:
    """Whether the lengths of all forms lie within so many bits, decided on integers."""
    weights = [figure.weight for figure in found.values()]
    pairs = itertools.permutations(weights, 2)
    return all(compare(longer, 1, shorter, 2**bits) <= 0 for longer, shorter in pairs)


def spread(found: dict[str, Figures]) -> float:
    """The bits between the shortest form and the longest; 0.0 exactly where there are none."""
    lengths = [figure.weight.bits for figure in found.values()]
    return 0.0 if within(found, 0) else max(lengths) - min(lengths)


def same_costs(found: dict[str, Figures]) -> bool:
    """Whether all forms take the same time and the same span on each input."""
    return len({figure.costs for figure in found.values()}) == 1


# -- tables ----------------------------------------------------------------------------------------


def table(measured: dict[str, tuple[Group, dict[str, Figures]]]) -> list[str]:
    """A row for each form in Markdown; the spread stands in the row of the group's first form."""
    lines = ["| group | kind | form | bits | spread | time | span |",
             "|---|---|---|--:|--:|--:|--:|"]  # fmt: skip
    for group, found in measured.values():
        head = (group.name, group.kind, f"{spread(found):.3f}")
        for name, figure in found.items():
            lines.append(f"| {head[0]} | {head[1]} | `{name}` | {figure.weight.bits:.3f} "
                         f"| {head[2]} | {figure.time:,} | {figure.span:,} |")  # fmt: skip
            head = ("", "", "")
    return lines


def summary(found: list[dict[str, Figures]]) -> list[str]:
    """How many groups are spread how far, in Markdown."""
    alike = [group for group in found if within(group, 0)]
    rows = {
        "0 bits": len(alike),
        "0 bits, and equal time and span on every input": sum(map(same_costs, alike)),
        "at most 5 bits": sum(within(group, 5) for group in found),
        "over 15 bits": sum(not within(group, 15) for group in found),
    }
    lines = ["| spread | groups | share |", "|---|--:|--:|"]
    return lines + [
        f"| {what} | {count} of {len(found)} | {100 * count / len(found):.1f} % |"
        for what, count in rows.items()
    ]


def report(title: str, groups: list[Group]) -> list[str]:
    """A set of groups as Markdown: the summary of the goal's groups, their table, the others'."""
    measured = {group.name: (group, figures(group)) for group in groups}
    inside = {name: row for name, row in measured.items() if row[0].kind not in OUTSIDE}
    others = {name: row for name, row in measured.items() if row[0].kind in OUTSIDE}
    lines = [f"## {title}", ""]
    if not groups:
        return [*lines, "No groups yet.", ""]
    if inside:
        lines += [*summary([found for _, found in inside.values()]), "", *table(inside), ""]
    if others:
        lines += ["Outside the goal:", "", *table(others), ""]
    return lines


# -- inputs ----------------------------------------------------------------------------------------


def numbers(low: int, high: int) -> list[Args]:
    """Each integer from `low` to `high`."""
    return [(n,) for n in range(low, high + 1)]


def tuples(*values: Any) -> list[Args]:
    """Each choice of one from each of several ranges or lists."""
    return list(itertools.product(*values))


def lists(low: int = -3, high: int = 6, most: int = 9) -> list[Args]:
    """Lists of integers: short ones, constant ones, and longer ones as drawn, sorted and mirrored.

    Parameters
    ----------
    low, high : of the elements
    most : the greatest length of a list that is drawn
    """
    rng, few = Random(8), sorted({low, (low + high) // 2, high})
    short = [list(xs) for size in range(3) for xs in itertools.product(few, repeat=size)]
    drawn = [[rng.randint(low, high) for _ in range(rng.randint(3, most))] for _ in range(12)]
    mirrored = [xs + xs[::-1] for xs in drawn[:3]] + [xs[:2] + xs[1::-1] for xs in drawn[3:6]]
    distinct = [sorted(set(xs)) for xs in drawn[6:9]]
    lasting = [[high] * 4, [low] * 5]
    found = short + drawn + [sorted(xs) for xs in drawn[:5]] + mirrored + distinct + lasting
    return [(xs,) for xs in found]


def keyed(found: list[Args], low: int = -3, high: int = 6) -> list[Args]:
    """Each list with one of its own elements, and with a number that may be none."""
    rng = Random(9)
    return [
        (xs, key)
        for (xs,) in found
        for key in ([rng.choice(xs)] if xs else []) + [rng.randint(low, high)]
    ]


def two_lists() -> list[Args]:
    """Pairs of lists, of equal and of other lengths."""
    rng, found = Random(10), [xs for (xs,) in lists(most=5)]
    others = [[rng.randint(-3, 6) for _ in xs] for xs in found]
    pairs = [*zip(found, others, strict=True), *zip(found, found[3:] + found[:3], strict=True)]
    return [*pairs, *((xs[:2], xs) for xs in found)]


def grids() -> list[Args]:
    """Lists of rows of equal lengths."""
    rng = Random(11)
    sizes = [(0, 0), (1, 0), (1, 1), (1, 3), (2, 2), (3, 1), (3, 3), (4, 3), (2, 5)] * 3
    return [
        ([[rng.randint(0, 5) for _ in range(width)] for _ in range(height)],)
        for height, width in sizes
    ]
