"""At every limit from nothing to just enough, machine code stops where the definition stops."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from engine_cases import GRAPHS, PROGRAMS, Args
from test_engine import Ended, ended, measured

import complexity
from complexity.engine import native
from complexity.engine.machine import NativeMachine
from complexity.engine.workers import Order, Share, WorkerLost, order
from complexity.language.graph import Graph
from complexity.language.normal.normal_form import normalise
from complexity.language.text.writing import read_one
from complexity.measuring import batches as many
from complexity.python.parse import parse
from complexity.semantics.evaluate import Machine
from complexity.semantics.limits import Limits
from complexity.semantics.results import Run
from complexity.semantics.tape import SeededTape

ENOUGH = 20_000
DEEP = 60
SHORT = 300  # steps or words of a run that fails on its own, within which limits are tried


class Limited:
    """A program under the definition and as machine code, at limits."""

    def __init__(self, graph: Graph, fan_in: str, quick: bool) -> None:
        self.slow = Machine(graph, fan_in=fan_in)
        self.fast = NativeMachine(graph, fan_in=fan_in, quick=quick)

    def agree(self, args: Args, fuel: int = ENOUGH, memory: int = ENOUGH,
              depth: int = DEEP) -> Ended:  # fmt: skip
        """How a run ended, the same in both."""
        limits = Limits(fuel, memory, depth)
        slow = ended(lambda: self.slow.run(copy.deepcopy(args), tape=SeededTape(3), limits=limits))
        fast = ended(lambda: self.fast.run(copy.deepcopy(args), seed=3, limits=limits))
        assert fast == slow, f"{args} under {limits}"
        return slow

    def sweep(self, args: Args) -> None:
        """Every fuel, every memory and some depths; what is just enough is enough."""
        free = self.agree(args)
        ends = isinstance(free, Run)
        time, words = (free.time, free.memory) if isinstance(free, Run) else (SHORT, SHORT)
        for fuel in range(time):
            assert not (ends and isinstance(self.agree(args, fuel=fuel), Run))
        for memory in range(words):
            assert not (ends and isinstance(self.agree(args, memory=memory), Run))
        for depth in range(6):
            self.agree(args, depth=depth)
        assert self.agree(args, time, words) == free or not ends


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_every_limit_of_a_program_agrees(name: str) -> None:
    text, inputs = PROGRAMS[name]
    graph = parse(text, name=name)
    for number, args in enumerate(inputs):
        limited = Limited(graph, ("bounded", "unbounded")[number % 2], quick=number % 2 == 0)
        limited.sweep(args)


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_every_limit_of_a_graph_agrees(name: str) -> None:
    # no Python text may share rows like these: what updates a shared list copies it
    text, inputs = GRAPHS[name]
    graph = normalise(read_one(text))
    for number, args in enumerate(inputs):
        Limited(graph, ("bounded", "unbounded")[number % 2], quick=True).sweep(args)


# ---- what is large or deep


def nested(depth: int) -> Graph:
    """A program whose branches nest so deep."""
    arms = "".join(f"    if x == {i}:\n        return {i * 7 % 13}\n" for i in range(depth))
    return parse(f"def f(x: int) -> int:\n{arms}    return -1\n")


def test_branches_nest_deeper_than_python_recurses() -> None:
    graph = nested(260)
    machine = NativeMachine(graph)
    assert [machine.run((x,)).result for x in (0, 259, 260)] == [0, 259 * 7 % 13, -1]
    sent = order(graph, frozenset({"time"}), "bounded", Limits()).graph
    assert NativeMachine(read_one(sent), quick=True).run((9,)) == machine.run((9,))


def test_a_large_program_is_made_ready_soon(monkeypatch: Any) -> None:
    sizes: list[int] = []
    few = native.few

    def noted(llvm: Any, size: int) -> Any:
        sizes.append(size)
        return few(llvm, size)

    monkeypatch.setattr(native, "few", noted)
    lines = "".join(f"    a = (a * {i % 7 + 2} + {i}) % 1000003\n" for i in range(150))
    graph = parse(f"def f(a: int) -> int:\n{lines}    return a\n")
    assert NativeMachine(graph).run((5,)) == Machine(graph).run((5,))
    assert sizes
    assert sizes[0] > native.LARGE


# ---- what goes wrong around a run


def test_an_interrupt_while_memory_is_taken_is_not_lost(monkeypatch: Any) -> None:
    grow = "def f(n: int) -> int:\n    return len([0] * n)\n"
    machine = NativeMachine(parse(grow))

    def interrupted(words: int) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(machine.runner.arena, "block", interrupted)
        with pytest.raises(KeyboardInterrupt):
            machine.run((10**7,))
    assert machine.run((10**7,)).result == 10**7


def test_memory_is_given_back_after_a_large_run() -> None:
    machine = NativeMachine(parse("def f(n: int) -> int:\n    return len([0] * n)\n"))
    assert machine.run((10**7,)).result == 10**7
    assert len(machine.runner.arena.parts) == 1


def test_a_system_without_room_for_a_stack_leaves_a_run_to_the_definition(
    monkeypatch: Any,
) -> None:
    def full(_: Any) -> None:
        raise RuntimeError("can't start new thread")

    machine = NativeMachine(parse("def f(n: int) -> int:\n    return n + 1\n"))
    monkeypatch.setattr("threading.Thread.start", full)
    assert machine.run((3,), limits=Limits(fuel=10**12)).result == 4
    assert machine.slow is not None


class Lost:
    """Workers that die after they did something."""

    def __init__(self, finished: int) -> None:
        self.finished = finished

    def run(self, wanted: Order, shares: Any) -> Any:
        """What became of the first shares; then the workers are lost."""
        taken: list[Share] = []
        for share in shares:
            taken.append(share)
            if len(taken) > self.finished:
                raise WorkerLost("worker processes died three times on the same inputs")
            yield many.do(self.batch(wanted), share, wanted.limits)

    @staticmethod
    def batch(wanted: Order) -> many.Batch:
        """What a worker makes ready."""
        return many.Batch(read_one(wanted.graph), wanted.measures, wanted.fan_in, True)


@pytest.mark.parametrize("finished", [0, 2])
def test_what_lost_workers_leave_is_done_in_this_process(
    finished: int, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.setattr(many, "SHARED", 0)
    monkeypatch.setattr(many, "processors", lambda: 2)
    monkeypatch.setattr("complexity.measuring.runs.QUICK", 0)
    monkeypatch.setattr("complexity.measuring.input_table.CHUNK", 30)
    monkeypatch.setattr(many, "WORKERS", Lost(finished))
    program = complexity.find("sorting/insertion")
    found = measured(program, 5)
    assert "the rest runs in this process" in capsys.readouterr().err
    assert found.figures == measured(program, 5, engine="definition").figures
