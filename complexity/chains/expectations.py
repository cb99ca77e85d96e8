"""Exact expectations over the random tape.

A program with few tapes is run on every tape, and all measures are exact (`every_tape`). Otherwise
the points where its runs may stop are the states of an absorbing Markov chain (`explore`), solved
in rationals (`absorb`). Then additive figures (time, candidates, executions, draws) are exact, and
so are the probabilities of the results.

Inputs share one chain: all permutations of a list together cost one exploration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from ..language.graph import Graph
from ..machine.evaluate import DEFAULTS, Machine
from ..semantics.limits import Limits
from ..semantics.measures import ALL_CHEAP
from ..semantics.results import Plain, Run
from .budget import Budget, GiveUp, Work
from .chances import Ends, Solved
from .every_tape import Outcomes, expectation, run_every_tape, tapes_estimate
from .figures import Expectation, forms, vector_of
from .flatten import Flat, drawing_functions, drawing_loops, flatten
from .part import Part

Told = TypeVar("Told")
DEFAULT_BUDGET = Budget()
# limits of a part of a chain, in states and steps: for all inputs together, and at least for each
MANY_STATES, FEW_STATES = 1_600, 16
MANY_STEPS, FEW_STEPS = 2 * 10**6, 4_000


class Chains:
    """The exact expectations of one program.

    Parameters
    ----------
    graph : a canonical graph
    budget : limits beyond which `expect` returns None
    measures, fan_in : what is metered where every tape is run, as in `machine.evaluate.run`

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
        self.graph, self.limits, self.budget = graph, limits, budget
        self.work = Work(budget.work)
        self.machine = Machine(graph, measures=measures, fan_in=fan_in)
        self.forms = forms(self.machine.accounts)
        self.random = bool(drawing_functions(graph))
        self.loops = drawing_loops(graph)
        self.solved: Solved | None = None
        self.part: Solved | None = None
        # shapes of inputs with too many tapes to run all, and of those whose chain is too large too
        self.large: set[str] = set()
        self.hopeless: set[str] = set()

    def expect(self, args: Sequence[Plain]) -> Expectation | None:
        """Return the exact expectation on one input; None where it is beyond the budget.

        Raises
        ------
        Undefined
            If the program fails on some tape, or a limit stops it before it draws.
        """
        return self.found(args, lambda solved: solved.expectation(args, self.machine.measures))

    def ends(self, args: Sequence[Plain]) -> Ends | None:
        """Return how runs on one input end and with which probability; None as for `expect`."""
        answer = self.found(args, lambda solved: solved.ends(args))
        return (answer.results, answer.never) if isinstance(answer, Expectation) else answer

    def found(
        self, args: Sequence[Plain], ask: Callable[[Solved], Told]
    ) -> Expectation | Told | None:
        """Evaluate one input on every tape, or else ask its chain; None beyond the budget."""
        if not self.random:
            return self.certainly(self.machine.run(args, limits=self.limits))
        shape = repr([shape_of(value) for value in args])
        if shape in self.hopeless:
            return None
        try:
            exact = None if shape in self.large else self.over_tapes(args, shape)
            return exact if exact is not None else ask(self.chain())
        except GiveUp:
            self.hopeless.add(shape)
            return None

    def over_tapes(self, args: Sequence[Plain], shape: str) -> Expectation | None:
        """Run every tape if they are few; inputs of one shape have about equally many."""
        # a loop that draws may need arbitrarily long tapes, so the trial is cut short
        trial = Work(self.work.left // (100 if self.loops else 4))
        before = trial.left
        try:
            about = tapes_estimate(self.machine, args, self.limits, self.budget, trial)
            # the estimate varies widely, so that only a clear excess rules out running all tapes
            if about is not None and about <= 50 * self.budget.tapes:
                outcomes = run_every_tape(self.machine, args, self.limits, self.budget, trial)
                return expectation(outcomes, self.forms)
        except GiveUp:
            pass
        finally:
            self.work.left -= before - trial.left
        self.large.add(shape)
        return None

    def at_least(self, args: Sequence[Plain], inputs: int = 1) -> Expectation | None:
        """Return lower bounds on one of `inputs` inputs where `expect` gave up, if there are any.

        Raises
        ------
        Undefined
            If the program fails on some tape.
        """
        states = max(FEW_STATES, MANY_STATES // inputs)
        while states >= FEW_STATES:
            if self.part is None:
                self.part = self.part_of(states, max(FEW_STEPS, MANY_STEPS // inputs))
            try:
                return self.part.expectation(args, self.machine.measures)
            except GiveUp:  # too dense to be solved: a smaller part may not be
                states, self.part = self.part.budget.states // 4, None
        return None

    def part_of(self, states: int, work: int) -> Solved:
        """Start a part of the chain with limits for each input, in states and in steps."""
        budget = replace(self.budget, states=states, work=work)
        return Solved(self.graph, self.limits, budget, Work(work), Part, self.flat)

    def certainly(self, run: Run) -> Expectation:
        """Return the expectation of a program that does not draw, from its one run."""
        outcomes = Outcomes()
        outcomes.add(run, vector_of(self.machine.meter), Fraction(1))
        return expectation(outcomes, self.forms)

    def chain(self) -> Solved:
        """Return the chain of the program, started when it is first needed."""
        if self.solved is None:
            self.solved = Solved(self.graph, self.limits, self.budget, self.work, flat=self.flat)
        return self.solved

    @cached_property
    def flat(self) -> Flat:
        """The program as instructions, made once: a chain may begin anew for each input."""
        return flatten(self.graph)


def shape_of(value: Plain) -> Any:
    """Return the nested lengths of a value: a list of its elements' shapes, None for a scalar."""
    return [shape_of(item) for item in value] if isinstance(value, list) else None


def expect(graph: Graph, args: Sequence[Plain], *, limits: Limits = DEFAULTS,
           budget: Budget = DEFAULT_BUDGET, measures: frozenset[str] = ALL_CHEAP,
           fan_in: str = "bounded") -> Expectation | None:  # fmt: skip
    """Return the exact expectation on one input: `Chains(graph, ...).expect(args)`."""
    return Chains(graph, limits=limits, budget=budget, measures=measures, fan_in=fan_in).expect(
        args
    )
