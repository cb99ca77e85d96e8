"""The worked example of docs/definition.md is what the definition does, step by step."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from complexity.language.graph import Function, Graph
from complexity.language.text.writing import write
from complexity.semantics import definition
from complexity.semantics.costs import Costs
from complexity.semantics.frames import Site
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL
from complexity.semantics.results import Run
from complexity.tasks.find import find

DOCUMENT = (Path(__file__).parent.parent / "docs" / "definition.md").read_text()
INPUT = [3, 1, 2]
Step = tuple[str, int, int, int, str]  # op, time, level, words, charged by


def caller() -> str:
    """The function that charges a step: module and qualified name, inside `semantics`."""
    frame = sys._getframe(2)
    module = frame.f_globals["__name__"].removeprefix("complexity.semantics.")
    return f"{module}.{frame.f_code.co_qualname}"


class Trace(Costs):
    """The costs of a run, and each step with its level and the words that are live beside it."""

    steps: list[Step]

    def __init__(self, limits: Limits, fan_in: str, entry: Function) -> None:
        super().__init__(limits, fan_in, entry)
        self.steps, self.level = [], 0

    def claim(self, words: int = 0) -> None:
        super().claim(words)
        if not self.steps:  # the arguments are counted: the call of the entry
            self.steps.append(("call", self.time, self.span, self.words, "costs.Costs.__init__"))

    def note(self, level: int, steps: int = 0) -> None:
        super().note(level, steps)
        self.level = level

    def tally(self, site: Site, time: int, executions: int = 1, visits: int = 1,
              report: str = "") -> None:  # fmt: skip
        super().tally(site, time, executions, visits, report)
        node, facts = site.node, site.frame.facts
        names = node.regions[0].params if node.regions else node.outs
        words = self.words + facts.held(names)
        self.steps.append((node.op, time, self.level, words, caller()))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return find("sorting/insertion").graph(len(INPUT), ())


@pytest.fixture
def traced(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> tuple[Run, list[Step]]:
    made: list[Trace] = []

    def costs(*words: Any) -> Trace:
        made.append(Trace(*words))
        return made[-1]

    monkeypatch.setattr(definition, "Costs", costs)
    run = definition.run(graph, [INPUT], measures=ALL)
    return run, made[0].steps


def rows(section: str) -> list[list[str]]:
    """The cells of the table of a section, with its head and its totals."""
    table = DOCUMENT.split(f"\n## {section}\n")[1].split("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip(" *`") for cell in line.strip("|").split("|")] for line in lines]


def test_the_page_shows_the_graph(graph: Graph):
    shown = re.search(r"```\n(function .*?)```", DOCUMENT, re.S)
    assert shown is not None
    assert shown[1] == re.sub(r" @\d+", "", write(graph))


def test_the_page_lists_the_steps_of_the_run(traced: tuple[Run, list[Step]]):
    _, steps = traced
    table = rows("The steps")[2:-1]
    assert [(row[1], int(row[3]), int(row[4]), int(row[6]), row[7]) for row in table] == steps
    assert [row[0] for row in table] == [str(at) for at in range(1, len(steps) + 1)]


def test_the_totals_of_the_steps_are_those_of_the_run(traced: tuple[Run, list[Step]]):
    run, steps = traced
    total = rows("The steps")[-1]
    assert sum(step[1] for step in steps) == run.time == int(total[3])
    assert max(step[2] for step in steps) == run.span == int(total[4])
    assert max(step[3] for step in steps) == run.memory == int(total[6])
    assert run.result == sorted(INPUT)
    numbers = f"time {run.time}, span {run.span} and memory {run.memory}"
    assert f"prints {numbers}." in DOCUMENT


def test_the_words_of_the_largest_moment_add_up(traced: tuple[Run, list[Step]]):
    run, _ = traced
    *words, total = [int(row[1]) for row in rows("Memory")[2:]]
    assert sum(words) == total == run.memory


def test_the_functions_that_the_page_names_exist():
    names = re.findall(r"`(\w+)\.(\w+(?:\.\w+)?)`", DOCUMENT)
    assert len(names) > 10
    for module, name in names:
        place: Any = import_module(f"complexity.semantics.{module}")
        for part in name.split("."):
            place = getattr(place, part)
        assert callable(place)
