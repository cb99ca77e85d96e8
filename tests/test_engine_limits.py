"""At every limit from nothing to just enough, machine code stops where the definition stops."""

from __future__ import annotations

import copy
import time
from pathlib import Path

import pytest
from engine_cases import GRAPHS, PROGRAMS, Args
from test_engine import Ended, ended

from complexity.engine import native
from complexity.engine.child import CHILD
from complexity.engine.machine import NativeMachine
from complexity.language.graph import Graph
from complexity.language.normal.normal_form import normalise
from complexity.language.text.writing import read_one
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
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
    assert NativeMachine(graph, quick=True).run((9,)) == machine.run((9,))


def test_a_large_program_is_made_ready_soon() -> None:
    lines = "".join(f"    a = (a * {i % 7 + 2} + {i}) % 1000003\n" for i in range(150))
    graph = parse(f"def f(a: int) -> int:\n{lines}    return a\n")
    machine = NativeMachine(graph)
    assert machine.run((5,)) == Machine(graph).run((5,))
    assert machine.code.size > native.LARGE
    assert machine.code.passes == b"fewest"


# ---- what goes wrong around a run


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_memory_is_given_back_after_a_large_run() -> None:
    CHILD.stop()  # a new one holds the code of no other test
    machine = NativeMachine(parse("def f(n: int) -> int:\n    return len([0] * n)\n"))
    assert machine.run((3 * 10**7,)).result == 3 * 10**7  # 480 MB with their levels
    assert CHILD.process is not None
    status = Path(f"/proc/{CHILD.process.pid}/status")

    def kilobytes(name: str) -> int:
        return int(status.read_text().split(name)[1].split()[0])

    assert kilobytes("VmHWM:") > 400_000
    until = time.monotonic() + 60  # the child answers before it tidies up
    while kilobytes("VmRSS:") > 250_000 and time.monotonic() < until:
        time.sleep(0.01)
    assert kilobytes("VmRSS:") < 250_000


def test_a_program_without_room_for_its_stack_is_left_to_the_definition() -> None:
    machine = NativeMachine(parse("def f(n: int) -> int:\n    return n + 1\n"))
    machine.code.frame = 2**40
    assert machine.run((3,)).result == 4
    assert machine.slow is not None
