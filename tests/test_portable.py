"""Exceptions cross processes: read as they were raised, and failures come back from children."""

from __future__ import annotations

import ast
import pickle
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import complexity
from complexity import extras, storage
from complexity.circuits.aig.graph import TooLarge
from complexity.circuits.files.problems import BadCircuit
from complexity.engine.workers import Share, Workers
from complexity.language.failures import CODES, Undefined
from complexity.machine.evaluate import Machine
from complexity.measuring import batches as many
from complexity.measuring import executors
from complexity.measuring.input_loop import TooMuchWork
from complexity.measuring.measure import measure
from complexity.measuring.settings import Settings
from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage
from complexity.reports.problems import Problem
from complexity.semantics.limits import Limits
from complexity.tasks.find import programs_of
from complexity.tasks.problems import TaskProblem
from complexity.tasks.reference import reference

HOUSE = Path(complexity.__file__).parent


def exceptions() -> list[type[Exception]]:
    """Every exception class that a module of the house defines."""
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE.parent).with_suffix("").parts
        names = [node.name for node in ast.parse(path.read_text()).body
                 if isinstance(node, ast.ClassDef) and node.bases]  # fmt: skip
        if names and path.name not in ("__main__.py", "__init__.py"):
            module = import_module(".".join(parts))
            found += [getattr(module, name) for name in names]
    return [one for one in found if isinstance(one, type) and issubclass(one, Exception)]


# arguments of the constructors that take other than a message
ARGUMENTS: dict[type[Exception], tuple[Any, ...]] = {
    Undefined: ("division", "7 divided by zero", 3, "words.py"),
    NotInLanguage: ("CX101", "a.py", 2, 5, "    import x", 6, "no imports", "delete it"),
    TaskProblem: ("CX004", "no inputs", "give some", "task.py", 9),
    Problem: ("CX002", "not a number", "give a number", "a.py", 1),
    BadCircuit: ("no header", "correct it", 4),
    TooLarge: (10,),
    storage.TooLarge: ("a.py", 10),
    TooMuchWork: (12_345,),
    extras.Missing: ("llvmlite", "fast"),
}


@pytest.mark.parametrize("kind", exceptions(), ids=lambda kind: kind.__name__)
def test_an_exception_is_read_as_it_was_raised(kind: type[Exception]) -> None:
    error = kind(*ARGUMENTS.get(kind, ("what happened",)))
    error.note = "added after it was made"  # type: ignore[attr-defined]
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(error, protocol))
        assert type(again) is kind
        assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))


def test_all_exceptions_were_seen() -> None:
    assert set(ARGUMENTS) <= set(exceptions())
    assert len(exceptions()) > 25


# a function for each kind of failure; it fails on 0 and gives its argument else
FAILING = {
    "index": "[a][1 if a == 0 else 0]",
    "division": "a + 1 // a",
    "overflow": "a if a else 2 ** 62 * (a + 2)",
    "value": "a if a else min([x for x in [a] if x])",
    "assertion": "a\n    assert b != 0\n    b = b",
    "unpack": "a\n    x, y = [b] * (1 if a == 0 else 2)\n    b = x",
    "recursion": "a if a else f(a)",
    "fuel": "a\n    while b == 0:\n        pass",
    "memory": "a if a else len([0] * 5_000)",
}
LIMITS = Limits(fuel=100_000, memory=1_000, depth=100)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_failure_comes_back_from_a_child(code: str) -> None:
    graph = parse(f"def f(a: int) -> int:\n    b = {FAILING[code]}\n    return b\n")
    batch = executors.executor(graph, frozenset({"time", "memory"}), "bounded", "native").batch(0)
    words = extras.numpy().array([5, 0, 7], dtype="int64")
    (found,) = Workers(1).run(batch, iter([Share(words, 3, None)]), LIMITS)
    failure = found.part.failure
    assert failure is not None
    assert (found.part.runs, failure.code) == (1, code)
    with pytest.raises(Undefined) as expected:
        Machine(graph, measures=frozenset({"time", "memory"})).run((0,), limits=LIMITS)
    assert told(failure) == told(expected.value)


def told(failure: Undefined) -> tuple[object, ...]:
    return failure.code, failure.message, failure.line, failure.source, str(failure)


FOREVER = """
def forever(a: list[int]) -> int:
    s = 0
    while len(a) > 0:
        s ^= 1
    return s
"""


def test_a_failing_program_does_its_work_once_and_nobody_speaks_of_children(
    tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.setattr(many, "processors", lambda: 2)
    monkeypatch.setattr(many, "SHARED", 0)
    shares: list[Share] = []
    work = Workers.work
    monkeypatch.setattr(Workers, "work", lambda self, batch, share, limits: (
        shares.append(share), work(self, batch, share, limits))[1])  # fmt: skip
    path = tmp_path / "forever.py"
    path.write_text(FOREVER)
    (program,) = programs_of(str(path))
    limits = Limits(fuel=10**6)
    found = measure(program, 3, Settings(reference(program.task), limits=limits))
    assert found.failure is not None
    assert (found.failure.code, found.failure.line) == ("fuel", 4)
    assert len(shares) == 1
    assert capsys.readouterr().err == ""
