"""Circuits of whole programs agree with the definition, undefinedness and tapes included."""

from __future__ import annotations

import itertools
import os
from typing import Any

import pytest
from gates import wrong

from complexity.circuits.aig.depths import cone
from complexity.circuits.circuit import circuit_of
from complexity.circuits.unroll.gates import STYLES
from complexity.language.graph import Graph
from complexity.python.parse import compile_program
from complexity.tasks.find import find_task, programs_of
from complexity.tasks.signatures import forms

MANY = int(os.environ.get("INPUTS", "0"))  # of n = 4, w = 3 there are 4096
TASK = find_task("sorting")
PROGRAMS = {program.short: program for program in programs_of("sorting")}
RANDOMISED = ("bogosort", "bozosort", "random_to_end")
FORMS = [
    (short, form)
    for short, program in PROGRAMS.items()
    if program.kind == "function"
    for form in forms(TASK.module, short)
]
FAMILIES = [short for short, program in PROGRAMS.items() if program.kind != "function"]


def size_and_depth(graph: Graph, n: int | None, w: int, style: str = "size") -> tuple[int, int]:
    aig = cone(circuit_of(graph, n, w, optimise=style).aig)
    return aig.size, aig.depth


def agrees(graph: Graph, n: int | None, w: int, style: str = "size", **more: Any) -> None:
    assert wrong(graph, n, w, style, **more)[1] == []


# ---------------------------------------------------------------- the corpus


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("form", [form for short, form in FORMS if short not in RANDOMISED])
def test_every_form_of_every_answer_agrees(form: str, style: str):
    """On all inputs up to n = 3, w = 3 and n = 4, w = 2; on a sample of those of n = 4, w = 3."""
    graph = compile_program(TASK.module, form)
    most = 64 if "permutation" in form else 512
    for n, w in (*itertools.product(range(4), (1, 2, 3)), (4, 1), (4, 2)):
        agrees(graph, n, w, style, most=most)
    agrees(graph, 4, 3, style, most=MANY or most // 8)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("n", range(5))
def test_every_family_agrees(family: str, n: int):
    for w in (1, 2, 3):
        agrees(PROGRAMS[family].graph(n), n, w, "depth" if n == 3 else "size", most=256)


@pytest.mark.parametrize("form", [form for short, form in FORMS if short in RANDOMISED])
def test_randomised_answers_agree_tape_by_tape(form: str):
    graph = compile_program(TASK.module, form)
    for n, w, draws in ((0, 1, 1), (1, 1, 1), (2, 1, 4), (2, 2, 2), (3, 1, 3), (3, 2, 4)):
        agrees(graph, n, w, most=16, draws=draws)


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("short", PROGRAMS)
def test_larger_circuits_agree_on_a_sample(short: str, style: str):
    """24 inputs and more, where a solver says what can hold."""
    if short in RANDOMISED:
        agrees(PROGRAMS[short].graph(3), 3, 5, style, most=8, draws=3)
    elif short not in ("permutation_search", "lookup_table"):
        agrees(PROGRAMS[short].graph(6), 6, 4, style, most=24)
    else:
        agrees(PROGRAMS[short].graph(5), 5, 3, style, most=8)
