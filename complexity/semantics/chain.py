"""Exact expectations over the random tape.

A program whose tapes are few is run on every tape: all measures are exact (`every_tape`). Else,
where its entry has a `while` that draws, the states at the head of that loop are the states of an
absorbing Markov chain (`explore`), solved in rationals (`absorbing`). What is additive (time,
candidates, executions, draws) is then exact, as are the probabilities of the results.

Before the loop, and after it, tapes are enumerated; the loop itself may go on for ever. A chain
depends on the values that the loop captures alone, so inputs share it: `Chains` keeps what it
explored, and all permutations of a list cost one exploration.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..language.graph import Graph
from .absorbing import State, absorb, certain, reachable
from .budget import Budget, GiveUp, Work
from .cells import Plain
from .evaluate import DEFAULTS, Machine, Run
from .every_tape import Outcomes, expectation, run_every_tape, tapes_estimate
from .expectation import Expectation, Tally, draws_form, expected, forms, sections, vector_of
from .explore import Arrival, Explorer, drawing_functions, drawing_loop
from .limits import Limits
from .measures import ALL_CHEAP
from .passages import (
    Passage,
    Solved,
    expected_costs,
    memory_of,
    results_of,
    summed,
    worst_of,
)
from .tape import ScriptedTape, TapeTree

DEFAULT_BUDGET = Budget()


class Chains:
    """The exact expectations of one program.

    Parameters
    ----------
    graph : a canonical graph
    measures, fan_in : what is metered where every tape is run, as in `evaluate.run`
    budget : beyond it, `expect` gives up

    Examples
    --------
    >>> from complexity.language.graph import Function, Node, Region
    >>> from complexity.language.graph import Graph, literal
    >>> from complexity.language.types import INT
    >>> die = Node("randrange", (literal(6),), (0,), (INT,))
    >>> roll = Graph((Function("roll", Region((), (), (die,), (0,)), (INT,)),))
    >>> seen = Chains(roll).expect([])
    >>> len(seen.results), seen.measures["time"].mean, seen.draws[6].mean
    (6, Fraction(2, 1), Fraction(1, 1))
    """

    def __init__(self, graph: Graph, *, limits: Limits = DEFAULTS,
                 budget: Budget = DEFAULT_BUDGET, measures: frozenset[str] = ALL_CHEAP,
                 fan_in: str = "bounded") -> None:  # fmt: skip
        self.limits, self.budget, self.work = limits, budget, Work(budget.work)
        self.machine = Machine(graph, measures=measures, fan_in=fan_in)
        self.forms = forms(self.machine.accounts)
        self.random = bool(drawing_functions(graph))
        self.head = drawing_loop(graph)
        self.explorer = None if self.head is None else Explorer(
            graph, self.head, limits, budget, self.work)  # fmt: skip
        self.solved: dict[State, Solved] = {}
        # shapes of inputs that have too many tapes, and too large a chain
        self.large: set[str] = set()
        self.hopeless: set[str] = set()

    def expect(self, args: Sequence[Plain]) -> Expectation | None:
        """The exact expectation on one input; None where that is beyond the budget.

        Raises
        ------
        Undefined
            If the program fails on some tape, or a limit stops it before it draws.
        """
        if not self.random:
            return self.certainly(self.machine.run(args, limits=self.limits))
        shape = repr([shape_of(value) for value in args])
        if shape in self.hopeless:
            return None
        try:
            found = None if shape in self.large else self.over_tapes(args, shape)
            return found if found is not None else self.over_chain(args)
        except GiveUp:
            self.hopeless.add(shape)
            return None

    def over_tapes(self, args: Sequence[Plain], shape: str) -> Expectation | None:
        """Over every tape, where that is not too many; inputs of one shape have about as many."""
        trial = Work(self.work.left // (1 if self.head is None else 50))
        before = trial.left
        try:
            about = tapes_estimate(self.machine, args, self.limits, self.budget, trial)
            if about is not None and about <= 50 * self.budget.tapes:
                found = run_every_tape(self.machine, args, self.limits, self.budget, trial)
                return expectation(found, self.forms)
        except GiveUp:
            pass
        finally:
            self.work.left -= before - trial.left
        self.large.add(shape)
        return None

    def certainly(self, run: Run) -> Expectation:
        """The figures of a program that does not draw."""
        found = Outcomes()
        found.add(run, vector_of(self.machine.meter), Fraction(1))
        return expectation(found, self.forms)

    def over_chain(self, args: Sequence[Plain]) -> Expectation:
        """Over the chain at the head of the entry's loop."""
        if self.explorer is None:
            raise GiveUp("too many tapes, and no loop whose states could be a chain")
        ended, arrivals, tree, more = Outcomes(), [], TapeTree(), True
        while more:
            came = self.explorer.arrive(args, tree)
            chance, script = Fraction(1, tree.outcomes), tree.script[: len(tree.bounds)]
            if isinstance(came, Run):
                ended.add(came, vector_of(self.explorer.machine.meter), chance)
            else:
                arrivals.append((script, chance, came))
            more = tree.advance()
            if len(arrivals) > self.budget.tapes:
                raise GiveUp(f"more than {self.budget.tapes} tapes before the loop")
        # each arrival may have explored more of one chain
        return self.assembled(ended, [self.passage(args, *arrival) for arrival in arrivals])

    def passage(self, args: Sequence[Plain], script: list[int], chance: Fraction,
                arrival: Arrival) -> Passage:  # fmt: skip
        """What follows each exit of the loop, on every tape."""
        solved = self.solve(arrival.captured)
        end = solved.absorbed.get(arrival.state)
        after = {to: self.tail(args, script, to) for to in (end.exits if end else ())}
        return Passage(chance, arrival, solved, after)

    def tail(self, args: Sequence[Plain], script: list[int], exit_: State) -> Outcomes:
        """What follows one exit of the loop, on every tape."""
        assert self.explorer is not None
        found, tree, more = Outcomes(), TapeTree(), True
        while more:
            run, vector = self.explorer.leave(args, ScriptedTape(script), exit_, tree)
            found.add(run, vector, Fraction(1, tree.outcomes))
            more = tree.advance()
            if found.tapes > self.budget.tapes:
                raise GiveUp(f"more than {self.budget.tapes} tapes after the loop")
        return found

    def solve(self, captured: State) -> Solved:
        """The chain of a loop that captures these values, solved as far as it is explored."""
        assert self.explorer is not None
        chain, known = self.explorer.chains[captured], self.solved.get(captured)
        if known is None or len(known.reach) < len(chain):
            reach = reachable(chain)
            known = Solved(
                chain, reach, absorb(chain, certain(chain, reach), self.budget.equations)
            )
            self.solved[captured] = known
        return known

    def assembled(self, ended: Outcomes, passages: list[Passage]) -> Expectation:
        """The figures of runs that met the loop or ended before it."""
        halts = all(passage.end is not None for passage in passages)
        costs = summed([(Fraction(1), ended.costs()), *[
            (passage.chance, expected_costs(passage)) for passage in passages]])  # fmt: skip
        every = self.forms | draws_form(costs)
        tallies = {}
        for key, form in every.items():
            worst = worst_of(key, form, ended, passages)
            mean = expected(form, costs) if halts else None
            tallies[key] = Tally(mean, worst, worst is None)
        measures = {name: tallies[name,] for name in ("time", "candidates")}
        measures["memory"] = memory_of(ended, passages)
        for name in ("span", "width", "level_memory"):
            if name in self.machine.measures:
                measures[name] = Tally(None, None)
        about: dict[str, Any] = sections(tallies)
        states = sum({id(p.solved): len(p.solved.chain) for p in passages}.values())
        return Expectation("chain", results_of(ended, passages), halts, measures, outcomes=None,
                           states=states, **about)  # fmt: skip


def shape_of(value: Plain) -> Any:
    """How large a value is: a list's length and its elements' shapes."""
    return [shape_of(item) for item in value] if isinstance(value, list) else None


def expect(graph: Graph, args: Sequence[Plain], *, limits: Limits = DEFAULTS,
           budget: Budget = DEFAULT_BUDGET, measures: frozenset[str] = ALL_CHEAP,
           fan_in: str = "bounded") -> Expectation | None:  # fmt: skip
    """The exact expectation of a program on one input: `Chains(graph, ...).expect(args)`."""
    return Chains(graph, limits=limits, budget=budget, measures=measures, fan_in=fan_in).expect(
        args
    )
