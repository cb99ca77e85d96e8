"""Mutants of textbook functions are refused, or their graphs and CPython agree."""

from __future__ import annotations

import contextlib
import random

import pytest
from conftest import CI
from mutants import alone, mutant
from oracle import disagreement
from test_textbook import CASES, PROGRAMS

from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage

MUTANTS = 25 if CI else 3  # of each function


@pytest.mark.slow
@pytest.mark.parametrize("name", PROGRAMS)
def test_mutants_are_refused_or_agree_with_cpython(name: str) -> None:
    text = alone(name)
    types = parse(text, name=name).entry.body.param_types
    for index in range(MUTANTS):
        changed = mutant(text, random.Random(f"{name} {index}"))
        with contextlib.suppress(NotInLanguage):
            graph = parse(changed, name=name)
            for args in CASES[name] if graph.entry.body.param_types == types else ():
                found = disagreement(graph, changed, name, args, 7, exact=False)
                assert found is None, f"{found}\non {args}\n\n{changed}"
