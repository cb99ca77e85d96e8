"""Random programs that draw: chains against the definition, over all tapes where they are few.

``CHAINS=5000 pytest -m slow tests/test_chains_random.py`` holds more programs than others do.
"""

from __future__ import annotations

import copy
import os
import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from complexity.chains import absorb
from complexity.chains.budget import Budget, GiveUp, Work
from complexity.chains.chances import Solved
from complexity.chains.expectations import Chains
from complexity.chains.figures import Expectation
from complexity.chains.flatten import drawing_functions
from complexity.chains.part import Part
from complexity.language.failures import Undefined
from complexity.language.graph import Graph
from complexity.language.ops import OPS
from complexity.machine import control
from complexity.machine.evaluate import Machine
from complexity.measuring import dependence
from complexity.measuring.answers import Answer, made
from complexity.measuring.checking import Judged, judge
from complexity.measuring.dependence import INPUT, TAPE, dependences
from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.definition import Definition
from complexity.semantics.limits import Limits
from complexity.semantics.measures import ALL
from complexity.semantics.tape import SeededTape
from complexity.testing.expectations import disagreements, exceeding, run_tapes
from complexity.testing.programs import Program, random_program
from complexity.testing.strategies import programs

MANY = int(os.environ.get("CHAINS", "80"))
SEED = int(os.environ.get("SEED", "2024"))
LIMITS = Limits(fuel=20_000)
BUDGET = Budget(tapes=1_000, states=3_000, work=100_000)
PART = Budget(tapes=1_000, states=12, work=3_000)
OUTCOMES, TAPES = 600, 150  # of one tape, and how many are run


def some(count: int, salt: str, size: int = 20) -> Iterator[tuple[Program, Graph]]:
    """Random programs that draw, and their graphs."""
    for index in range(count):
        source = random.Random(f"{SEED} {salt} {index}").randrange
        program = random_program(source, size, draws=3)
        graph = drawing(program)
        if graph is not None:
            yield program, graph


def drawing(program: Program) -> Graph | None:
    """The graph of a program, if it is in the language and draws."""
    try:
        graph = parse(program.text, name=program.entry)
    except NotInLanguage:
        return None
    return graph if drawing_functions(graph) else None


def solved(graph: Graph, budget: Budget = BUDGET, **how: Any) -> Solved:
    """The chain of a program, which several inputs share."""
    return Solved(graph, LIMITS, budget, Work(budget.work), **how)


def hold(program: Program, graph: Graph, counts: Counter[str], chain: Solved) -> None:
    """Fail where a chain and the definition disagree on an argument list of a program."""
    machine = Machine(graph, measures=frozenset({"time", "memory"}))
    for args in program.arguments:
        chain.work.left = BUDGET.work
        seen, told = run_tapes(machine, args, LIMITS, OUTCOMES, TAPES), asked(chain, args)
        if told is None:
            counts["given up"] += 1
            continue
        if isinstance(told, Undefined):
            counts["fails"] += 1
            assert seen.failure is not None or seen.lost, f"{told} on {args}\n\n{program.text}"
            continue
        assert seen.failure is None, f"{seen.failure} on {args}\n\n{program.text}"
        found = list(disagreements(told, seen, machine))
        assert not found, f"{found[:3]} on {args}\n\n{program.text}"
        same_verdict(args, Answer(told.results, told.never), seen.found.results)
        counts["whole" if not seen.lost else "bounded"] += 1
        counts["several results"] += len(told.results) > 1
        counts["endless"] += told.never > 0
        counts["known memory"] += told.measures["memory"].mean is not None


def asked(chain: Solved, args: Any) -> Expectation | Undefined | None:
    """What a chain says of an input; None where it is beyond the budget."""
    try:
        return chain.expectation(args, frozenset())
    except GiveUp:
        return None
    except Undefined as error:
        return error


def same_verdict(args: Any, answer: Answer, results: Any) -> None:
    """An answer is right if every tape's is: here, if it is the first that was seen."""
    if not results:
        return
    first = next(iter(results))
    judged = Judged()
    judge(judged, lambda _, result: repr(result) == first, args, made(answer))
    if len(results) > 1:
        assert judged.wrong == 1
    if not judged.wrong:
        assert set(results) == {first}


@pytest.mark.slow
def test_chains_hold_what_every_tape_shows() -> None:
    counts: Counter[str] = Counter()
    for program, graph in some(MANY, "hold"):
        hold(program, graph, counts, solved(graph))
    for what in ("whole", "bounded", "several results", "endless", "known memory", "fails"):
        assert counts[what] >= MANY // 40, counts


@given(programs(size=15, draws=3))
@settings(max_examples=60)
def test_a_chain_holds_what_every_tape_shows(program: Program) -> None:
    graph = drawing(program)
    if graph is not None:
        hold(program, graph, Counter(), solved(graph))


FORGOTTEN = """
def f(xs: list[int], n: int) -> int:
    a = n + 1
    b = n * 2
    c = n - 3
    d = n * n
    x = (a + b + c + d) * (a * b * c * d)
    while randrange(2) == 0:
        x = 1 - x
    return x
"""


def test_the_forgotten_claim_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # what chains did: the words that a region claims after dropping lists were left out
    graph = parse(FORGOTTEN)
    defined = Definition(graph).run([[], 1]).memory
    told = solved(graph).expectation([[], 1], frozenset()).measures["memory"]
    assert (told.mean, told.worst) == (defined, Machine(graph).run([[], 1]).memory)

    def body(writer: Any, region: Any, life: Any, level: int, executions: int) -> None:
        control.released(writer, life.dropped)
        for node, node_life in zip(region.nodes, life.nodes, strict=True):
            control.emit(writer, node, node_life, level, executions)

    monkeypatch.setattr(control, "body", body)
    assert Machine(graph).run([[], 1]).memory != defined


def test_the_lost_results_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # what `markov.absorb` did: states solved while there was one result had no column for it
    monkeypatch.setattr(absorb.Absorption, "chances", lossy)
    monkeypatch.setattr(absorb.Absorption, "sole", lone)
    assert found_in(some(300, "claims"), "probabilit")


def lone(self: absorb.Absorption, new: Any) -> int | None:
    return 0 if len(self.chain.results) == 1 else None


def lossy(self: absorb.Absorption, state: int) -> dict[int, Fraction]:
    if len(self.chain.results) == 1:
        return {0: Fraction(1)}
    return {side >> 1: value for side, value in self.value(state).items() if side & 1}


def found_in(given: Iterator[tuple[Program, Graph]], what: str) -> bool:
    """Whether the comparison finds a fault of a kind in some program."""
    for program, graph in given:
        try:
            hold(program, graph, Counter(), solved(graph))
        except AssertionError as error:
            if what in str(error):
                return True
    return False


@pytest.mark.slow
def test_parts_of_chains_are_lower_bounds() -> None:
    counts: Counter[str] = Counter()
    for program, graph in some(MANY // 2, "parts"):
        machine, part = Machine(graph), solved(graph, PART, explorer=Part)
        for args in program.arguments:
            seen = run_tapes(machine, args, LIMITS, OUTCOMES, TAPES)
            try:
                told = part.expectation(args, frozenset())
            except (GiveUp, Undefined):
                continue
            found = list(exceeding(told, seen, machine))
            assert not found, f"{found[:3]} on {args}\n\n{program.text}"
            counts["whole" if not told.unknown else "part"] += 1
            counts["fails"] += told.fails > 0
            counts["known"] += not seen.lost
    assert min(counts["part"], counts["known"], counts["fails"]) >= MANY // 30, counts


@pytest.mark.slow
def test_the_results_of_a_chain_are_those_of_its_expectation() -> None:
    for program, graph in some(MANY // 4, "ends"):
        chains = [Chains(graph, limits=LIMITS, budget=BUDGET) for _ in range(2)]
        for place, args in enumerate(program.arguments):
            try:
                told = chains[0].expect(args)
                # some are only explored, which leaves them to be solved later
                ends = chains[1].expect(args) if place == 1 else chains[1].ends(args)
            except Undefined:
                continue
            if told is not None and ends is not None:
                results, never = ends if isinstance(ends, tuple) else (ends.results, ends.never)
                assert dict(by_text(results)) == dict(by_text(told.results)), program.text
                assert never == told.never


def by_text(results: Any) -> Iterator[tuple[str, Fraction]]:
    return ((repr(result), chance) for result, chance in results)


# ---------------------------------------------------------------- what costs depend on


def test_every_op_has_a_rule_of_flow() -> None:
    known = {*dependence.CONTROL, *dependence.OPERATIONS}
    assert known <= set(OPS)
    for name, op in OPS.items():
        assert name in known or op.group in dependence.GROUPS, name


COLUMNS = {"draws": "outcomes"}


def remixed(value: Any, choose: random.Random) -> Any:
    """A value of the same shape."""
    if isinstance(value, list):
        return [remixed(one, choose) for one in value]
    if isinstance(value, bool):
        return choose.random() < 0.5
    return choose.choice((0, 1, 2, 3, -1, 4, 5, -3, 9, 20))


def runs_of(program: Program, machine: Machine, choose: random.Random) -> Iterator[dict[Any, Any]]:
    """For each argument list, runs on inputs of its shape and on some tapes."""
    for args in program.arguments:
        found = {}
        for which in range(4):
            given_ = args if which == 0 else tuple(remixed(one, choose) for one in args)
            for tape in range(3):
                try:
                    found[which, tape] = machine.run(
                        copy.deepcopy(given_), tape=SeededTape(tape), limits=LIMITS
                    )
                except Undefined:
                    continue
        yield found


@pytest.mark.slow
def test_costs_depend_on_what_the_analysis_says_alone() -> None:
    fixed: Counter[str] = Counter()
    for index in range(MANY):
        choose = random.Random(f"{SEED} depend {index}")
        program = random_program(choose.randrange, 12, draws=choose.choice((0, 0, 4)))
        try:
            graph = parse(program.text, name=program.entry)
        except NotInLanguage:
            continue
        known = dependences(graph)
        fixed.update(name for name, sources in known.items() if not sources)
        for found in runs_of(program, Machine(graph, measures=ALL), choose):
            for name, sources in known.items():
                groups: dict[Any, set[Any]] = {}
                for (which, tape), run in found.items():
                    key = which if INPUT in sources else None, tape if TAPE in sources else None
                    groups.setdefault(key, set()).add(getattr(run, COLUMNS.get(name, name)))
                assert all(len(values) == 1 for values in groups.values()), (name, program.text)
    assert min(fixed[name] for name in ALL) > MANY // 16
