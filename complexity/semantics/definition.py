"""The definition: what a graph means and costs (DESIGN, section 4), one plain interpreter.

A region runs its nodes in their order (`Evaluation.region`). `Evaluation.node` has a case for each
construct of control; `operations` and `versions` have the ops without regions.

`reached` is the level of the control that reaches a region, whose nodes have it as `control`: 0 for
the entry. An arm is reached when the test is known, and all rounds of a loop when its bounds are,
unless the loop can end early: then a round is reached when the test of the round before is known.

Fuel and memory are tested before the work: at the entry of a region for all that its nodes charge
whatever their operands are, and for each op over elements. The words of scalars are claimed for a
stretch of nodes at once, up to the next node that makes, changes or drops a list. What is claimed
ahead is what the nodes then use: the peak is the same as if each node claimed its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..language.failures import Undefined, too_deep
from ..language.graph import Graph, Region
from ..language.meanings import largest, smallest
from ..language.ops import OPS
from ..language.shapes import exits, sequences
from .arguments import admit
from .costs import Costs, logarithm
from .frames import Frame, Site
from .lifetimes import Facts
from .limits import Limits
from .measures import ALL, ALL_CHEAP
from .operations import operate
from .results import Plain, Run
from .stack import nesting, recursion
from .tape import SeededTape, Tape
from .values import (
    Cell,
    Reference,
    Scalar,
    Value,
    Word,
    argument,
    cells_of,
    elements,
    length,
    plain,
)
from .versions import update

DEFAULTS = Limits()
NOWHERE: dict[int, int] = {}


class Definition:
    """A graph, to be run as the definition says.

    Parameters
    ----------
    graph : a canonical graph (see `language.normal.normalise`)
    measures : names of `measures.MEASURES`; time, memory, draws and candidates are always there
    fan_in : "bounded" (binary ops) or "unbounded" (threshold circuits: a reduction is one level)
    """

    def __init__(self, graph: Graph, *, measures: frozenset[str] = ALL_CHEAP,
                 fan_in: str = "bounded") -> None:  # fmt: skip
        if unknown := measures - ALL:
            raise ValueError(f"'{min(unknown)}' is no measure: {', '.join(sorted(ALL))} are")
        if fan_in not in ("bounded", "unbounded"):
            raise ValueError(f"fan_in is '{fan_in}': 'bounded' or 'unbounded' is meant")
        self.graph, self.measures, self.fan_in = graph, measures, fan_in
        self.facts = [Facts(function) for function in graph.functions]
        self.nesting = max(nesting(function.body) for function in graph.functions)

    def run(self, args: Sequence[Plain], *, tape: Tape | None = None,
            limits: Limits = DEFAULTS) -> Run:  # fmt: skip
        """One run.

        Parameters
        ----------
        args : plain values of the entry's types; they are not changed
        tape : where draws come from; without one, the tape of seed 0

        Raises
        ------
        Undefined
            If the program fails or a limit stops it.
        ValueError
            If an argument is not of the entry's type.
        """
        results, costs = self.evaluate(args, SeededTape(0) if tape is None else tape, limits)
        reached: set[int] = set()
        shared: dict[int, list[Any]] = {}
        for result in results:
            costs.returned(result, reached)
        return self.report(costs, tuple(plain(result, shared) for result in results))

    def evaluate(self, args: Sequence[Plain], tape: Tape,
                 limits: Limits) -> tuple[list[Value], Costs]:  # fmt: skip
        """The results of a run with the levels at which they are ready, and its costs."""
        entry = self.graph.entry
        admit(entry.name, entry.body.param_types, tuple(args))
        costs = Costs(limits, self.fan_in, entry)
        evaluation = Evaluation(self.graph, self.facts, tape, costs)
        with recursion(limits.depth * (5 + 5 * self.nesting)):
            return evaluation.entry([argument(value) for value in args]), costs

    def report(self, costs: Costs, values: tuple[Plain, ...]) -> Run:
        """What a run returned and what it cost, as far as it was asked for."""
        executions = costs.by_op("executions")
        return Run(
            result=values[0] if len(values) == 1 else values or None,
            time=costs.time,
            span=costs.span if "span" in self.measures else None,
            width=costs.width if "width" in self.measures else None,
            memory=costs.peak,
            level_memory=costs.level_memory if "level_memory" in self.measures else None,
            candidates=executions.get("candidate", 0),
            draws=dict(sorted(costs.draws.items())),
            by_op=costs.by_op("time"),
            by_op_executions=executions,
            by_line=costs.by_line(),
        )


def run(graph: Graph, args: Sequence[Plain], *, tape: Tape | None = None,
        limits: Limits = DEFAULTS, measures: frozenset[str] = ALL_CHEAP,
        fan_in: str = "bounded") -> Run:  # fmt: skip
    """One run of a graph: `Definition(graph, ...).run(args, ...)`."""
    return Definition(graph, measures=measures, fan_in=fan_in).run(args, tape=tape, limits=limits)


class Evaluation:
    """One run of a graph, its tape, and what it costs.

    The methods call one another directly, without `**`: calls from Python to Python use no C stack,
    so that runs nest as deep as memory allows (`stack`).
    """

    def __init__(self, graph: Graph, facts: list[Facts], tape: Tape, costs: Costs) -> None:
        self.graph, self.facts, self.tape, self.costs = graph, facts, tape, costs

    def entry(self, args: list[Value]) -> list[Value]:
        """Run the entry. A failure that is no node's has the place of the entry."""
        entry = self.graph.entry
        try:
            self.costs.words += sum(map(cells_of, args))
            self.costs.claim()
            return self.region(entry.body, (0,), Frame(self.facts[0]), args, 0)
        except Undefined as error:
            raise placed(error, entry.source, entry.line)  # noqa: B904  (it is the same error)

    # -- regions -----------------------------------------------------------------------------------

    def region(self, region: Region, here: tuple[int, ...], frame: Frame, given: Sequence[Value],
               control: int, *, charge: int = 0, inherited: frozenset[int] = frozenset(),
               lent: bool = False, around: dict[int, int] = NOWHERE) -> list[Value]:  # fmt: skip
        """Run a region. Each result has a reference of its own.

        A value is alive from the node that yields it to its last use (`lifetimes`). The names of
        results end with the region; the caller binds names of its own to them.

        Parameters
        ----------
        here : where it stands (see `Site`)
        given : the values of its parameters, each with a reference of its own unless they are lent
        control : the level of the control that reaches it
        charge : the steps of its entry beside those of its nodes: 1 for the round of a loop
        inherited : values from around it that die in it
        lent : whether the caller keeps the values of its parameters (what a test or a key looks
            at): their names take words until the region ends, and no list dies with them
        around : see `Site`
        """
        costs, lifetimes = self.costs, frame.facts.lifetimes(region)
        own = lifetimes.outs.union(inherited, () if lent else region.params)
        costs.spend(charge + lifetimes.constant_charge)  # before the first node runs
        self.bind(frame, region.params, given)
        costs.claim()
        self.leave(frame, own - lifetimes.used)  # parameters that nothing uses
        self.stretch(region, 0, own, frame)
        for at, node in enumerate(region.nodes):
            dying = lifetimes.last[at] & own
            site = Site(node, (*here, at), frame, control, dying, around)
            try:
                outs = self.node(site)
                self.leave(frame, site.dying.difference(node.outs))
                self.bind(frame, node.outs, outs)
                costs.claim()
                self.leave(frame, site.dying)  # results that nothing uses
                if not frame.facts.keeps_lists(node, site.dying):
                    self.stretch(region, at + 1, own, frame)
            except Undefined as error:
                raise placed(error, *site.place)  # noqa: B904  (it is the same error)
        results = [costs.hold(frame.operand(result)) for result in region.results]
        self.leave(frame, own)
        for name in region.params if lent else ():
            del frame.values[name]
            costs.words -= frame.facts.words[name]
        return results

    def stretch(self, region: Region, start: int, own: frozenset[int], frame: Frame) -> None:
        """Claim the words of scalars up to the next node that makes, changes or drops a list.

        The result of an op is alive beside its operands. What control yields is not: the operands
        that end with it have ended before. At the end of a region its results take words of their
        own, beside values from around it that they may stand for.
        """
        facts, last, live = frame.facts, frame.facts.lifetimes(region).last, self.costs.words
        most = live
        for at in range(start, len(region.nodes)):
            node, dying = region.nodes[at], last[at] & own
            live += facts.held(node.outs)
            if OPS[node.op].group not in ("control", "call"):
                most = max(most, live)
            if not facts.keeps_lists(node, dying):
                break
            live -= facts.held(dying)
        else:
            most = max(most, live - facts.held(last[-1] & own) + facts.held(region.results))
        self.costs.claim(most - self.costs.words)

    def bind(self, frame: Frame, names: Sequence[int], values: Sequence[Value]) -> None:
        """Give names to values, whose references of their own become those of the names."""
        for name, value in zip(names, values, strict=True):
            frame.values[name] = value
            self.costs.words += frame.facts.words[name]

    def leave(self, frame: Frame, dead: Iterable[int]) -> None:
        """Forget those of some names that are still there, and drop what they refer to."""
        for name in dead:
            if name in frame.values:
                self.costs.words -= frame.facts.words[name]
                self.costs.drop(frame.values.pop(name))

    # -- nodes -------------------------------------------------------------------------------------

    def node(self, site: Site) -> list[Value]:
        """Run a node. Each result has a reference of its own."""
        node, costs, control = site.node, self.costs, site.control
        match node.op:
            case "branch":  # what it yields waits for the test
                return self.branch(site)

            case "while":  # each test waits for the test, and for the exit, of the round before
                test, body = 0, 1
                states, reached, left = self.handed(site), control, False
                while not left:
                    passed = self.look(site, test, states, reached, charge=0)
                    reached = max(reached, passed.ready)
                    if not passed.value:
                        break
                    states, reached, left = self.round(site, body, states, reached)
                return [costs.delay(state, reached) for state in states]

            case "for":  # all rounds wait for the bounds alone, as long as there is no exit
                states, (reached, rounds) = self.handed(site), self.walk(site)
                for row in rounds:  # the reference of a state passes from round to round
                    given = [*map(costs.hold, row), *states]
                    states, reached, left = self.round(site, 0, given, reached)
                    if left:
                        break
                return [costs.delay(state, reached) for state in states]

            case "map":  # all elements side by side; the length is known with the bounds
                reached, rounds = self.walk(site)
                costs.tally(site, 0)
                costs.grow(self.count(site))
                made: list[Value] = []
                for row in rounds:
                    given = [costs.hold(element) for element in row]
                    (value,) = self.apply(site, 0, given, reached)
                    made.append(costs.stored(value, control))
                return [Reference(Cell(refs=1), 0, reached, made)]

            case "filter":  # all tests side by side, then a tree that counts what passed
                reached, rounds = self.walk(site)
                costs.tally(site, 0)
                kept, tests = [], [reached]
                for row in rounds:
                    passed = self.look(site, 0, row, reached)
                    tests.append(passed.ready)
                    if passed.value:
                        kept.append(costs.hold(row[0]))
                        costs.grow(1)
                spine = max(tests) + logarithm(len(tests) - 1)
                costs.note(spine)
                return [Reference(Cell(refs=1), 0, spine, costs.copied(kept, spine))]

            case "any" | "all":  # one element after the other, up to the first that decides
                reached, rounds = self.walk(site)
                decisive = node.op == "any"
                for row in rounds:
                    passed = self.look(site, 0, row, reached)
                    reached = max(reached, passed.ready)
                    if passed.value == decisive:
                        return [Scalar(decisive, reached, Word(reached))]
                return [Scalar(not decisive, reached, Word(reached))]

            case "first":  # one element after the other, up to the first that passes
                test, hit, miss = 0, 1, 2
                reached, rounds = self.walk(site)
                chosen, given = miss, []
                for row in rounds:
                    passed = self.look(site, test, row, reached)
                    reached = max(reached, passed.ready)
                    if passed.value:
                        chosen, given = hit, [costs.hold(element) for element in row]
                        break
                results = self.region(node.regions[chosen], (*site.here, chosen), site.frame,
                                      given, reached)  # fmt: skip
                return [costs.delay(result, reached) for result in results]

            case "min_by" | "max_by":  # the keys side by side, then a tree of comparisons
                reached, rounds = self.walk(site)
                costs.tally(site, 0)
                least, seen = node.op == "min_by", []
                keys: list[Any] = []
                words = 1 + site.frame.facts.held(node.outs)  # the best so far, and its key
                costs.words += words
                for row in rounds:
                    key = self.look(site, 0, row, reached)
                    if keys:
                        costs.spend(1)
                        costs.tally(site, 1, report="lt" if least else "gt")
                    keys.append(costs.delay(key, reached))
                    seen.append(row[0])
                costs.words -= words
                values = [key.value for key in keys]
                best = seen[values.index((smallest if least else largest)(values))]
                return [costs.hold(costs.delay(best, costs.tree(keys).ready))]

            case "call":  # a step, a word while it is active, and no level
                return self.call(site)

            case _:
                args = [site.frame.operand(arg) for arg in node.args]
                if OPS[node.op].group == "update":
                    return update(costs, site, args)
                return operate(costs, self.tape, site, args)

    # -- control -----------------------------------------------------------------------------------

    def branch(self, site: Site) -> list[Value]:
        """Run one of two regions, as the test says. Its results wait for the test.

        An elementwise list waits in those elements alone that one of the arms may change.
        """
        node, frame, facts = site.node, site.frame, site.frame.facts
        (test,) = self.handed(site)
        assert isinstance(test, Scalar)
        arm, reached = int(not test.value), max(site.control, test.ready)
        charge = self.charge_branch(site, arm, reached)
        changes = facts.conditionals(node)
        levels = [site.around.get(out, site.control) for out in node.outs]
        around = {version: level for change, level in zip(changes, levels, strict=True) if change
                  for version in change.versions} | site.around  # fmt: skip
        # before the arm runs, in which the names of the addresses may end
        paths = [[[*map(frame.operand, path)] for path in change.addresses] if change else None
                 for change in changes]  # fmt: skip
        inherited = site.dying & facts.captured(node)
        results = self.region(node.regions[arm], (*site.here, arm), frame, (), reached,
                              charge=charge, inherited=inherited, around=around)  # fmt: skip
        for at, (where, level) in enumerate(zip(paths, levels, strict=True)):
            if where is None:
                results[at] = self.costs.delay(results[at], test.ready)
            for path in where or ():
                results[at] = self.alone(results[at], path, level, test.ready)
        return results

    def charge_branch(self, site: Site, arm: int, reached: int) -> int:
        """Charge a branch: a step, but where it only decides others the tests that its arm adds."""
        facts = site.frame.facts
        charge = facts.arm_charge(site.node, arm)
        if not facts.decides(site.node):
            self.costs.note(site.control, 1)
            self.costs.tally(site, 1)
        elif charge:
            self.costs.note(reached, charge)
            self.costs.tally(site, charge)
        return charge

    def alone(self, xs: Any, path: list[Any], known: int, test: int) -> Reference:
        """A list of which the element at a path waits for a test.

        The lists on the way wait as for an update under the control around the branch. A path out
        of range belongs to the arm that was not taken.
        """
        index, *rest = path
        known, items, at = max(known, xs.front, index.ready), list(xs.items), index.value
        if -len(items) <= at < len(items):
            items[at] = (self.alone(items[at], rest, known, test) if rest
                         else self.costs.delay(items[at], test))  # fmt: skip
        return Reference(xs.cell, xs.ready, known, items)

    def call(self, site: Site) -> list[Value]:
        """Apply a function to its arguments, in a frame of its own."""
        costs, callee = self.costs, site.node.payload
        assert isinstance(callee, int)
        costs.calls += 1
        if costs.calls > costs.limits.depth:
            raise too_deep(costs.limits.depth)
        args = self.handed(site)
        costs.note(site.control, 1)
        costs.tally(site, 1)
        costs.words += 1
        body, inner = self.graph.functions[callee].body, Frame(self.facts[callee])
        results = self.region(body, (callee,), inner, args, site.control)
        costs.words -= 1
        costs.calls -= 1
        return results

    def handed(self, site: Site) -> list[Value]:
        """The operands that control takes over: a test, the first states of a loop, arguments.

        A name whose last use this is ends before the regions run, unless they use it as well. The
        sequences that a loop walks along are not among them: they keep their names while it runs.
        """
        count = sequences(site.node.op, site.node.payload)
        taken = [self.costs.hold(site.frame.operand(arg)) for arg in site.node.args[count:]]
        busy = site.frame.facts.captured(site.node).union(site.node.args[:count])
        self.leave(site.frame, site.dying.intersection(site.node.args) - busy)
        return taken

    def walked(self, site: Site) -> list[Value]:
        """The sequences that a loop walks along."""
        count = sequences(site.node.op, site.node.payload)
        return [site.frame.operand(arg) for arg in site.node.args[:count]]

    def walk(self, site: Site) -> tuple[int, Iterator[tuple[Value, ...]]]:
        """The level at which the bounds of a loop are known, and its elements, round by round.

        The bounds are known with each range, and with the spine of each list.
        """
        along = self.walked(site)
        reached = max([site.control, *[sequence.front for sequence in along]])
        return reached, zip(*map(elements, along), strict=False)

    def count(self, site: Site) -> int:
        """How many rounds a loop has: the elements of its shortest sequence."""
        return min(length(sequence) for sequence in self.walked(site))

    def apply(self, site: Site, part: int, given: Sequence[Value], reached: int,
              charge: int = 1, lent: bool = False) -> list[Value]:  # fmt: skip
        """Run a region of a loop for a round: a step, at the level of the control that reaches it.

        The op table says whether the step is reported as one of a `loop` or of the op itself.
        """
        if charge:
            visit = int(OPS[site.node.op].report == "loop")
            self.costs.note(reached, charge)
            self.costs.tally(site, charge, visit, visit)
        region, here = site.node.regions[part], (*site.here, part)
        return self.region(region, here, site.frame, given, reached, charge=charge, lent=lent)

    def look(self, site: Site, part: int, given: Sequence[Value], reached: int,
             charge: int = 1) -> Scalar:  # fmt: skip
        """Run a region that yields a test or a key; its parameters are only lent to it."""
        (seen,) = self.apply(site, part, given, reached, charge, lent=True)
        assert isinstance(seen, Scalar)
        return seen

    def round(self, site: Site, body: int, given: Sequence[Value],
              reached: int) -> tuple[list[Value], int, bool]:  # fmt: skip
        """Run a round: its states, what the next one waits for, and whether it was the last."""
        states = self.apply(site, body, given, reached)
        if not exits(site.node.op, site.node.payload):
            return states, reached, False
        leave, *states = states
        assert isinstance(leave, Scalar)
        return states, max(reached, leave.ready), leave.value


def placed(error: Undefined, source: str, line: int) -> Undefined:
    """A failure, with the place of a node around it where it has none of its own."""
    if not error.line:
        error.line, error.source = line, source
    return error
