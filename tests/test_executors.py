"""What runs a program: whichever it is, the run is the same, and little is done in vain."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from complexity import extras
from complexity.engine.batch import Batch
from complexity.engine.child import Child
from complexity.engine.machine import NativeMachine
from complexity.language.failures import Undefined
from complexity.machine.evaluate import Machine
from complexity.measuring import executors
from complexity.measuring.executors import Hybrid, size_of
from complexity.python.parse import parse
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL_CHEAP
from complexity.semantics.tape import SeededTape

COUNT = """
def f(n: int) -> int:
    s = 0
    for i in range(n):
        s += i % 7
    return s
"""
WALK = """
def f(n: int) -> int:
    x = 0
    for i in range(n):
        x += randrange(3) - 1
    return x
"""
ROWS = """
def f(xs: list[int]) -> list[list[int]]:
    return [[x, i] for i, x in enumerate(xs)]
"""


@pytest.fixture
def ran(monkeypatch: Any) -> list[tuple[str, int]]:
    """Notes each run: by what, and with how much fuel."""
    seen: list[tuple[str, int]] = []

    def noted(kind: type[Any], method: str, name: str) -> None:
        run = getattr(kind, method)

        def note(self: Any, *args: Any, **how: Any) -> Any:
            fast = getattr(self, "improvable", None) is False
            seen.append(("fast" if fast else name, how["limits"].fuel))
            return run(self, *args, **how)

        monkeypatch.setattr(kind, method, note)

    noted(Machine, "run", "definition")
    noted(NativeMachine, "compute", "soon")
    monkeypatch.setattr(executors, "QUICK", 100)
    monkeypatch.setattr(executors, "LONG", 1_000)
    return seen


def hybrid(text: str) -> Hybrid:
    return Hybrid(parse(text), ALL_CHEAP, "bounded", "native")


def stages(ran: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(name, fuel) for name, fuel in ran if fuel != FREE.fuel] + [ran[-1]]


FREE = Limits(fuel=10**7)


def test_a_long_run_ends_in_fast_code_after_little_was_done_in_vain(ran: Any) -> None:
    machine = hybrid(COUNT)
    found = machine.run([10_000], limits=FREE)
    assert ran == [("definition", 100), ("soon", 1_000), ("fast", FREE.fuel)]
    assert found == Machine(parse(COUNT)).run([10_000], limits=FREE)
    ran.clear()
    assert machine.run([10_000], limits=FREE) == found
    assert ran == [("fast", FREE.fuel)]


def test_a_run_is_made_by_what_it_needs(ran: Any) -> None:
    machine = hybrid(COUNT)
    machine.run([10], limits=FREE)
    assert ran == [("definition", 100)]
    machine.run([100], limits=FREE)
    assert ran[1:] == [("definition", 100 - 32), ("soon", 1_000)]
    ran.clear()
    times = [machine.run([n], limits=FREE).time for n in (100, 100, 100)]
    assert [name for name, _ in ran] == ["soon", "soon", "soon", "fast"]
    assert [fuel for _, fuel in ran[:3]] == [1_000 - times[0] * k for k in (1, 2, 3)]


def test_a_large_input_is_not_given_to_the_definition(ran: Any) -> None:
    machine = hybrid(ROWS)
    assert machine.run([list(range(200))], limits=FREE).result[199] == [199, 199]
    assert "definition" not in [name for name, _ in ran]


@pytest.mark.parametrize("n", [3, 30, 300, 3_000])
def test_whatever_runs_it_a_run_is_that_of_the_definition(n: int, ran: Any) -> None:
    graph = parse(WALK)
    for seed in range(3):
        slow = Machine(graph).run([n], tape=SeededTape(seed), limits=FREE)
        assert hybrid(WALK).run([n], seed=seed, limits=FREE) == slow


@pytest.mark.parametrize("fuel", [1, 99, 100, 101, 999, 1_000, 1_001, 5_000])
def test_fuel_is_that_of_the_caller(fuel: int, ran: Any) -> None:
    with pytest.raises(Undefined, match=f"more than {fuel} steps"):
        hybrid(COUNT).run([10_000], limits=Limits(fuel=fuel))
    assert ran[-1][1] == fuel


def test_other_failures_end_a_run_where_they_come(ran: Any) -> None:
    machine = hybrid(COUNT.replace("i % 7", "i // (40 - i)"))
    with pytest.raises(Undefined, match="divided by zero"):
        machine.run([1_000], limits=FREE)
    assert ran == [("definition", 100), ("soon", 1_000)]


def test_a_large_program_is_not_made_twice(ran: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("complexity.engine.native.LARGE", 0)
    hybrid(COUNT).run([10_000], limits=FREE)
    assert ran == [("definition", 100), ("fast", FREE.fuel)]


def test_sizes_of_arguments() -> None:
    assert [size_of(one) for one in (7, [], [1, 2], [[1, 2], []])] == [1, 0, 2, 4]


def test_results_that_need_more_room_do_not_need_another_run(monkeypatch: Any) -> None:
    calls: list[bytes] = []
    ask = Child.ask

    def counted(self: Child, *parts: bytes) -> list[bytes]:
        answer = ask(self, *parts)
        calls.extend(word for word in answer[:1] if word == b"ran")
        return answer

    monkeypatch.setattr(Child, "ask", counted)
    machine = NativeMachine(parse("def f(n: int) -> list[int]:\n    return list(range(n))\n"))
    for n in (10, 40_000, 7, 100_000):
        assert machine.run([n], limits=FREE).result == list(range(n))
    assert len(calls) == 4
    nested = NativeMachine(parse(ROWS))
    xs = list(range(5_000))
    assert nested.run([xs], limits=FREE).result == [[x, x] for x in xs]
    assert len(calls) == 5


def times_of(batch: Batch, sizes: list[int]) -> Iterator[int]:
    for n in sizes:
        part = batch.run(extras.numpy().array([n], dtype="int64"), 1, Limits())
        yield part.totals[0].total


def test_the_work_of_a_call_bounds_all_its_runs() -> None:
    batch = Batch(parse(COUNT), frozenset({"time"}), "bounded", True)
    sizes = [3, 0, 8, 2]
    stream = extras.numpy().array(sizes, dtype="int64")
    ends = list(itertools.accumulate(times_of(batch, sizes)))
    for work in range(ends[-1] + 2):
        part = batch.run(stream, 4, Limits(), work)
        assert part.runs == sum(end <= work for end in ends)
        assert part.cut == (part.runs < 4)
    part = batch.run(stream, 4, Limits(fuel=20), ends[1])
    assert (part.runs, part.cut) == (2, True)
    part = batch.run(stream, 4, Limits(fuel=20), ends[1] + 20)
    assert (part.runs, part.cut) == (2, False)  # its own fuel
    assert batch.run(stream, 4, Limits(), ends[-1]).failure is None
