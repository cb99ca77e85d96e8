"""Large texts are read, made ready and answered in time and memory that grow as they do.

What would not is refused, with what to write instead, or run without machine code.
"""

from __future__ import annotations

import pytest
from large import functions, gates, parameters, rotated, tuples, updates
from running import Case, check

CASES = {
    "two thousand results": Case(
        ["score", "f.py", "-n", "40"], {"f.py": tuples(2000)}, says=["2,001="], megabytes=800,
    ),
    "six hundred updates of a list six deep": Case(
        ["score", "f.py", "-n", "1"], {"f.py": updates(600)}, says=["setitem"], megabytes=500,
    ),
    "five thousand parameters": Case(
        ["score", "f.py", "-n", "1"], {"f.py": parameters(5000)}, says=["5,000"], megabytes=700,
    ),
    "a thousand lists that change their names": Case(
        ["score", "f.py", "-n", "3"], {"f.py": rotated(1000)}, code=2, megabytes=300,
        says=["CX112 the lists of 'f' have too many names", "keep them in a list of lists"],
    ),
    "two hundred lists that change their names": Case(
        ["score", "f.py", "-n", "3"], {"f.py": rotated(200)}, says=["time"], megabytes=500,
    ),
    "twenty thousand functions": Case(
        ["score", "f.py::f19999", "-n", "3"], {"f.py": functions(20_000)}, says=["add"],
        megabytes=500,
    ),
    "a chain of gates, the last first": Case(
        ["circuit", "f.blif"], {"f.blif": gates(20_000)}, says=["19,999"], megabytes=300,
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_large_text(name, tmp_path):
    check(CASES[name], tmp_path)
