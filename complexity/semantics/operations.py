"""The ops without regions: what they yield, what they charge, and when it is ready.

An op of one step was paid when its region was entered (`lifetimes`). An op over k elements spends
max(1, k) steps and claims its words here, before the work. A list that it yields has one reference,
its name's. The types of operands were checked (`language.check`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..language.meanings import empty_draw, position
from ..language.ops import OPS
from .costs import Costs, logarithm
from .frames import Site
from .limits import most_bounds, too_many_bounds
from .tape import Tape
from .values import (
    Cell,
    Reference,
    Scalar,
    Value,
    Word,
    abreast,
    compared,
    elements,
    plain,
    searched,
)


def operate(costs: Costs, tape: Tape, site: Site, args: list[Any]) -> list[Value]:
    """Apply an op that has no regions and updates no list."""
    node, control = site.node, site.control
    op: Any = OPS[node.op]
    known = max([control, *[arg.front for arg in args]])  # of a list, the spine alone
    match node.op:
        case "candidate":  # a mark: it is counted, and free
            costs.tally(site, 0)
            return []
        case "randrange":  # its meaning is the tape's
            return scalar(costs, site, args, draw(costs, tape, args[0].value))
        case "len":  # waits for the spine alone
            return one_step(costs, site, len(args[0].items), known + 1)
        case "getitem":  # waits for the spine, for the index and for that element
            xs, index = args
            item = costs.take(xs.items[position(len(xs.items), index.value)], known)
            costs.read(index, item.ready)
            costs.note(item.ready, 1)
            costs.tally(site, 1)
            return [costs.hold(item)]
        case "unpack":  # reads each element
            size = work(costs, len(node.outs))
            items = op.meaning(len(node.outs), args[0].items)
            costs.note(known + 1, size)
            costs.tally(site, size)
            return [costs.hold(costs.take(item, known)) for item in items]
        case "make":  # its length is known beforehand: the spine waits for the control alone
            work(costs, len(args), len(args))
            items = [costs.stored(arg, control + 1) for arg in args]
            return new_list(costs, site, items, control + 1)
        case "list":  # the numbers are as ready as their range
            count = op.size(args[0].value)
            work(costs, count, count)
            items = costs.copied(elements(args[0]), known + 1)
            return new_list(costs, site, items, known + 1)
        case "flatten":  # waits for the spines of the rows too
            costs.walk(len(args[0].items))
            rows = [row.items for row in args[0].items]
            work(costs, op.size(rows), op.size(rows))
            spine = max([known, *[row.front for row in args[0].items]]) + 1
            return new_list(costs, site, costs.copied(op.meaning(rows), spine), spine)
        case _ if op.group == "moves":  # elements keep their levels: the meaning is parametric
            given = [arg.items if isinstance(arg, Reference) else arg.value for arg in args]
            given = [node.payload, *given] if node.op == "slice" else given
            work(costs, op.size(*given), op.size(*given))
            items = costs.copied(op.meaning(*given), known + 1)
            for arg in args:
                if isinstance(arg, Scalar):
                    costs.read(arg, known + 1)
            return new_list(costs, site, items, known + 1)
        case _ if op.group == "reads":  # all scalars side by side, then a tree of what was seen
            seen: list[Value] = []
            look: Any = searched if node.op == "contains" else compared
            size = work(costs, look(*args, costs.limits.fuel - costs.time, seen))
            first = max([control, *[value.front for value in seen]]) + 1
            costs.note(first, size)
            for value in seen:
                if isinstance(value, Scalar):
                    costs.read(value, first)
            costs.tally(site, size, executions=size)
            level = first + (logarithm(size) if costs.bounded else int(size > 1))
            costs.note(level)
            sides: Any = map(plain, args) if node.op == "contains" else abreast(*args)
            return [Scalar(op.meaning(*sides), level, Word(level))]
        case _ if op.group == "reduce":  # k - 1 applications, as a tree
            given = [item.value for item in args[0].items]
            steps = max(0, len(given) - 1)
            costs.spend(steps)
            value = op.meaning(given)
            costs.tally(site, steps, executions=steps)
            ready: Any = [costs.delay(item, known) for item in args[0].items]
            total = costs.tree(ready) if ready else Scalar(value, known, Word(known))
            return [Scalar(value, total.ready, total.word)]
        case _ if op.group == "scalar":  # a level after its operands and the control
            return scalar(costs, site, args, op.meaning(*[arg.value for arg in args]))
        case _:
            raise AssertionError(f"{node.op} is of no group")


def work(costs: Costs, size: int, words: int = 0) -> int:
    """Spend the steps of an op over some elements, and claim the words of what it makes."""
    costs.spend(max(1, size))
    costs.grow(words)
    return max(1, size)


def draw(costs: Costs, tape: Tape, bound: int) -> int:
    """A draw from the tape."""
    if bound <= 0:
        raise empty_draw(bound)
    if bound not in costs.draws and len(costs.draws) == most_bounds(costs.limits.memory):
        raise too_many_bounds(len(costs.draws))
    costs.draws[bound] = costs.draws.get(bound, 0) + 1
    return tape.draw(bound)


def scalar(costs: Costs, site: Site, args: Sequence[Scalar], value: Any) -> list[Value]:
    """A scalar is ready one level after its operands and the control; a conversion is free."""
    op = OPS[site.node.op]
    level = max([site.control, *[arg.ready for arg in args]]) + op.levels
    for arg in args:
        costs.read(arg, level)
    outs = one_step(costs, site, value, level)
    return outs if site.node.outs else []


def one_step(costs: Costs, site: Site, value: Any, level: int) -> list[Value]:
    """A scalar that is ready at a level, for a step there where the op is not free."""
    steps = int(OPS[site.node.op].time == "unit")
    costs.note(level, steps)
    costs.tally(site, steps)
    return [Scalar(value, level, Word(level))]


def new_list(costs: Costs, site: Site, items: list[Value], spine: int) -> list[Value]:
    """A list of so many elements: one step for each, and one where there is none."""
    steps = max(1, len(items))
    costs.note(spine, steps)
    costs.tally(site, steps)
    costs.hold_all(items)
    return [Reference(Cell(refs=1), 0, spine, items)]
