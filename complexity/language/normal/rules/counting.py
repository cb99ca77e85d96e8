"""Rules for counting: a `while` that counts to a bound becomes a `for` over a range.

A counter starts at some value, is compared with a bound that no round changes, and steps by a
literal. Such a loop ends, so the rewrite only saves the tests and the additions. Only strict
comparisons with a variable bound qualify, as in `range`: to compute another bound would cost a step
even where there are no rounds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...effects import is_pure
from ...graph import FALSE, Const, Node, Operand, Region, literal
from ...marks import is_mark, marks_within
from ...types import INT, LARGEST, SMALLEST
from .assumptions import under
from .elements import count_range
from .loops import Chooser, chooser_of, negated_test_of, with_staying
from .rewriting import Rewriting, used

Made = list[Node] | None


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter of a `while` loop.

    Attributes
    ----------
    state : its position among the loop's states
    before : nodes of the loop's test that are loop-invariant and move before the loop
    bound : the end of its range, exclusive
    step : the literal added in each round
    and_test : the region of the loop's further test; None if there is none
    final : its value when the range is exhausted; None where that is unknown
    """

    state: int
    before: tuple[Node, ...]
    bound: Operand
    step: int
    and_test: Region | None
    final: Operand | None


def counting(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a `while` that counts to a bound by a `for` over a range."""
    counter = _counter(state, node)
    if counter is None or (node.payload is True and counter.and_test is not None):
        return None
    at = counter.state
    if state.uses[node.outs[at]] and counter.final is None:
        return None
    if marks_within(node)[0] and not any(state.uses[out] for out in node.outs):
        return None  # a `while` is kept since it might not halt, and its marks with it
    guarded = _guarded(state, node, counter)
    if guarded is None:
        return None
    body, chooser = guarded
    chosen = chooser is not None and body.results[1 + at] in chooser.node.outs
    if node.payload is True and state.uses[node.outs[at]] and not chosen:
        return None  # to distinguish its last value would cost a step per round
    state.drop(node)
    return _for(state, node, counter, body, chooser)


def _counter(state: Rewriting, node: Node) -> Counter | None:
    test = node.regions[0]
    compared, and_test = _comparison(state, test)
    if compared is None or len(compared.args) != 2 or compared.op not in ("lt", "le", "gt", "ge"):
        return None
    before = tuple(one for one in test.nodes if one is not compared and and_test is not one)
    if any(map(is_mark, before)):
        return None  # the test runs once more than the body
    if used(before) & set(test.params) or not all(is_pure(one, state.known) for one in before):
        return None
    more = and_test.regions[0] if and_test is not None else None
    for place, other in ((0, 1), (1, 0)):
        param, bound = compared.args[place], compared.args[other]
        if param in test.params and bound not in test.params:
            at = test.params.index(param)
            step = _step(state, node, at)
            limit = _limit(compared.op, place, bound, step)
            if limit is not None and step is not None:
                final = _final(state, node.args[at], limit, step, before)
                return Counter(at, before, limit, step, more, final)
    return None


def _comparison(state: Rewriting, test: Region) -> tuple[Node | None, Node | None]:
    """Return the comparison that a test is or begins with, and the branch on it, if any."""
    last = state.maker(test.results[0])
    if last is None or not any(one is last for one in test.nodes):
        return None, None
    if last.op != "branch":
        return last, None
    first = state.maker(last.args[0])
    alone = state.uses[test.results[0]] == 1 and len(last.outs) == 1  # type: ignore[index]
    if first is None or not any(one is first for one in test.nodes) or not alone:
        return None, None
    if last.regions[1].nodes or last.regions[1].results != (FALSE,):
        return None, None
    return (first, last) if state.uses[last.args[0]] == 1 else (None, None)  # type: ignore[index]


def _step(state: Rewriting, node: Node, at: int) -> int | None:
    """Return the literal by which a state grows in each round that does not leave."""
    body = node.regions[1]
    leave = int(node.payload is True)
    result = body.results[leave + at]
    chooser = chooser_of(state, body) if leave else None
    if chooser is not None and result in chooser.node.outs:
        result = chooser.at_staying(result)
    elif leave:
        result = under(state, result, body.results[0], False)
    maker, param = state.maker(result), body.params[at]
    if maker is None or maker.op not in ("add", "sub"):
        return None
    other = maker.args[1] if maker.args[0] == param else maker.args[0]
    if param not in maker.args or not isinstance(other, Const) or not isinstance(other.value, int):
        return None
    if maker.op == "sub" and maker.args[0] != param:
        return None
    return other.value if maker.op == "add" else -other.value


def _limit(op: str, place: int, bound: Operand, step: int | None) -> Operand | None:
    """Return the end of the range that a comparison with a bound corresponds to, or None."""
    up = (op in ("lt", "le")) == (place == 0)
    if step is None or step == 0 or (step > 0) != up:
        return None
    if op in ("lt", "gt"):
        return bound
    if not isinstance(bound, Const) or not isinstance(bound.value, int):
        return None
    end = bound.value + (1 if up else -1)
    return literal(end) if SMALLEST <= end <= LARGEST else None


def _final(
    state: Rewriting, start: Operand, bound: Operand, step: int, before: tuple[Node, ...]
) -> Operand | None:
    """Return the counter's value when the range is exhausted, or None."""
    if isinstance(start, Const) and isinstance(bound, Const):
        assert isinstance(start.value, int)
        assert isinstance(bound.value, int)
        walked = range(start.value, bound.value, step)
        return literal(start.value + step * len(walked))
    maker = state.maker(bound)
    if step == 1 and start == literal(0) and maker is not None and maker.op == "len":
        return bound
    last = state.maker(start)
    if step == -1 and bound == literal(-1) and last is not None and last.op == "sub":
        size = state.maker(last.args[0])
        if last.args[1] == literal(1) and size is not None and size.op == "len":
            return bound
    return None


def _guarded(state: Rewriting, node: Node, found: Counter) -> tuple[Region, Chooser | None] | None:
    """Return the body extended to leave the loop where the further test fails, or None.

    This applies only to loops that do nothing but count: a larger body would have to wait in a
    branch, which costs a further step where the loop is left in its first round.
    """
    test, body = node.regions
    if found.and_test is None:
        return body, chooser_of(state, body) if node.payload is True else None
    told = dict(zip(test.params, body.params, strict=True))
    asked = replace(found.and_test, params=(), param_types=())
    negated = negated_test_of(state, asked, asked.nodes)
    if negated is None or len(node.args) > 1 or len(body.nodes) > 1:
        return None
    negated = state.renamed(negated, told)
    outs = state.new(len(body.results))
    stays = Region((), (), (), body.params)
    goes = Region((), (), body.nodes, body.results)
    chooser = Node("branch", negated.results, outs, node.types, None, (stays, goes), node.line)
    results = (negated.results[0], *outs)
    made = replace(body, nodes=(*negated.nodes, chooser), results=results)
    return made, Chooser(chooser, stays, goes)


def _for(
    state: Rewriting, node: Node, found: Counter, body: Region, chooser: Chooser | None
) -> list[Node]:
    leaves = node.payload is True or found.and_test is not None
    at, param = found.state, body.params[found.state]
    start, kept = node.args[at], [k for k in range(len(node.args)) if k != at]
    (sequence,) = state.new()
    made = count_range(start, found.bound, found.step, sequence, node.line)
    results = list(body.results)
    counter = results.pop(int(leaves) + at)
    states = [body.params[k] for k in kept]
    kinds = [body.param_types[k] for k in kept]
    outs, types = [node.outs[k] for k in kept], [node.types[k] for k in kept]
    args = [node.args[k] for k in kept]
    nodes = body.nodes
    if state.uses[node.outs[at]]:
        assert found.final is not None
        (last,) = state.new()
        states, kinds = [*states, last], [*kinds, INT]
        outs, types, args = [*outs, node.outs[at]], [*types, INT], [*args, found.final]
        nodes, value = _ending(body, counter, found.final, chooser)
        results.append(value)
    region = Region((param, *states), (INT, *kinds), nodes, tuple(results))
    loop = Node(
        "for", (sequence, *args), tuple(outs), tuple(types), (1, leaves), (region,), node.line
    )
    return [*(state.note(one) for one in found.before), state.note(made), state.note(loop)]


def _ending(
    body: Region, counter: Operand, final: Operand, chooser: Chooser | None
) -> tuple[tuple[Node, ...], Operand]:
    """Return the body's nodes, and the counter's value after a round: `final` unless it leaves."""
    if chooser is None:
        return body.nodes, final
    return with_staying(body, chooser, counter, final).nodes, counter
