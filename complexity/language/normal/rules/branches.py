"""Rules for branches: known tests, negated tests, decisions, and minima in disguise.

Nested tests that lead to equal arms become one decision: a branch whose test is itself a branch.
The tests of a conjunction or disjunction are nested to the right, each in an arm of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...graph import FALSE, TRUE, Const, Node, Operand, Region, literal, merged
from ...marks import marks_within
from ...types import BOOL, INT
from ..dead_code import keep_outs
from ..keys import region_key
from .assumptions import negated
from .rewriting import Rewriting, defined, truth, used

Made = list[Node] | None


def known_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a branch on a literal by the arm that is taken."""
    test = node.args[0]
    if not isinstance(test, Const):
        return None
    arm = node.regions[0 if test.value else 1]
    state.drop(node)
    for out, result in zip(node.outs, arm.results, strict=True):
        state.becomes(out, result)
    return [state.note(inner) for inner in arm.nodes]


def negated_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a branch on a negated test by one with its arms exchanged."""
    maker = state.maker(node.args[0])
    if maker is None or maker.op != "not_":
        return None
    state.count(node.args, -1)
    state.count(maker.args, 1)
    return [replace(node, args=maker.args, regions=node.regions[::-1])]


def result_is_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a result that is True in one arm and False in the other by the test."""
    pairs = list(zip(*(region.results for region in node.regions), strict=True))
    same = [at for at, pair in enumerate(pairs) if pair == (TRUE, FALSE)]
    if len(pairs) == 1 and any(region.nodes for region in node.regions):
        return None  # it may be a decision, which is free as it is
    if same and (_goes(node, len(same)) or not _is_decision(state, node.args[0])):
        for at in same:
            state.becomes(node.outs[at], node.args[0])
        return [keep_outs(node, [at for at in range(len(pairs)) if at not in same])]
    if pairs.count((FALSE, TRUE)) <= len(same):  # or else the arms would be exchanged for ever
        return None
    if len(pairs) == 1:
        return _negation(state, node, node.args[0], nodes)
    return _with_arms_exchanged(state, node, nodes)


def _goes(node: Node, found: int) -> bool:
    """Return whether nothing remains of a branch without `found` of its results."""
    return found == len(node.outs) and not any(region.nodes for region in node.regions)


def _is_decision(state: Rewriting, test: Operand) -> bool:
    """Return whether a test is a decision, which costs a further step if used as a value."""
    maker = state.maker(test)
    return maker is not None and maker.op == "branch" and len(maker.outs) == 1


def _with_arms_exchanged(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Branch on the negation of the test, where that costs no more."""
    test = node.args[0]
    maker = state.maker(test)
    at = position(nodes, maker) if maker is not None else None
    if maker is None or at is None or state.uses[test] != 1:  # type: ignore[index]
        return None
    made = negated(state, maker)
    if made is None:
        return None
    state.drop(maker)
    state.drop(node)
    nodes[at] = state.note(made)
    return [state.note(replace(node, args=made.outs, regions=node.regions[::-1]))]


def negation(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Remove `not` of a `not`, or merge `not` into a comparison or quantifier."""
    maker = state.maker(node.args[0])
    if maker is not None and maker.op == "not_":
        state.drop(node)
        state.becomes(node.outs[0], maker.args[0])
        return []
    return _negation(state, node, node.args[0], nodes)


def _negation(state: Rewriting, node: Node, test: Operand, nodes: list[Node]) -> Made:
    """Replace a test that only this node uses, and the node, by the test's negation."""
    maker = state.maker(test)
    if not isinstance(test, int) or maker is None or state.uses[test] != 1:
        return None
    at = position(nodes, maker)
    made = negated(state, maker) if at is not None else None
    if at is None or made is None:
        return None
    del nodes[at]
    state.drop(maker)
    state.drop(node)
    state.becomes(node.outs[0], made.outs[0])
    return [state.note(merged(made, node))]


def position(nodes: Sequence[Node], node: Node) -> int | None:
    """Return the position of a node among some nodes, or None."""
    return next((at for at in range(len(nodes) - 1, -1, -1) if nodes[at] is node), None)


# -- minima --------------------------------------------------------------------------------------


def extremum(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a branch on its own comparison by a minimum, maximum or absolute value."""
    test = node.args[0]
    compared = state.maker(test)
    if node.types != (INT,) or not isinstance(test, int) or compared is None:
        return None
    at = position(nodes, compared)
    if at is None or state.uses[test] != 1 or compared.op not in ("lt", "le", "gt", "ge"):
        return None
    made = _extremum(node, compared)
    if made is None:
        return None
    del nodes[at]
    state.drop(node)
    state.drop(compared)
    return [state.note(merged(made, compared))]


def _extremum(node: Node, compared: Node) -> Node | None:
    yes, no = node.regions
    smaller = compared.op in ("lt", "le")
    first, second = compared.args
    if not yes.nodes and not no.nodes and first != second:
        if (yes.results[0], no.results[0]) == (first, second):
            return replace(node, op="min" if smaller else "max", args=(first, second), regions=())
        if (yes.results[0], no.results[0]) == (second, first):
            return replace(node, op="max" if smaller else "min", args=(second, first), regions=())
    minus, plus = (yes, no) if smaller else (no, yes)
    if second == literal(0) and _is_negative_of(minus, first) and not plus.nodes:
        return (
            replace(node, op="abs", args=(first,), regions=()) if plus.results[0] == first else None
        )
    return None


def _is_negative_of(region: Region, value: Operand) -> bool:
    if len(region.nodes) != 1:
        return False
    (node,) = region.nodes
    return node.op == "neg" and node.args == (value,) and region.results == node.outs


# -- decisions -----------------------------------------------------------------------------------


def tests_in_a_row(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Nest the tests of a conjunction of a conjunction (or disjunction) to the right."""
    test = node.args[0]
    inner = state.maker(test)
    if node.types != (BOOL,) or inner is None or inner.op != "branch" or inner.types != (BOOL,):
        return None
    at = position(nodes, inner)
    if at is None or not isinstance(test, int) or state.uses[test] != 1:
        return None
    for ends in (0, 1):
        decided = inner.regions[ends]
        if not decided.nodes and isinstance(decided.results[0], Const):
            kept = node.regions[0 if decided.results[0].value else 1]
            if not kept.nodes and isinstance(kept.results[0], Const):
                del nodes[at]
                state.drop(inner)
                state.drop(node)
                made = _rotated(state, node, inner, ends, kept.results[0])
                return [state.note(merged(made, node))]
    return None


def _rotated(state: Rewriting, node: Node, inner: Node, ends: int, known: Const) -> Node:
    going = inner.regions[1 - ends]
    (out,) = state.new()
    again = replace(node, args=going.results, outs=(out,))
    row = Region((), (), (*going.nodes, again), (out,))
    end = Region((), (), (), (known,))
    return replace(inner, outs=node.outs, regions=(end, row) if ends == 0 else (row, end))


def nested_tests(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace nested branches with two equal arms by one branch on a decision."""
    for at in (0, 1):
        nested = _inner_branch(state, node.regions[at])
        if nested is None:
            continue
        inner, arms = nested
        other = node.regions[1 - at]
        if node.types == (BOOL,) and not other.nodes and isinstance(other.results[0], Const):
            continue
        for like in (1, 0):
            if same_region(state, arms[like], other):
                return _one_decision(state, node, at, inner, arms, like)
    return None


def _inner_branch(state: Rewriting, arm: Region) -> tuple[Node, tuple[Region, Region]] | None:
    """Return the branch that makes up an arm, its arms with the results of the outer arm.

    All other nodes of the arm must serve only the inner branch's test.
    """
    results = {value for value in arm.results if isinstance(value, int)}
    inner = _last_branch(arm, results)
    if inner is None:
        return None
    rest, test = defined(arm.nodes) - set(inner.outs), inner.args[0]
    if results & (rest - {test}) or used(_inside(inner)) & rest or rest & _results_inside(inner):
        return None
    if any(state.uses[out] != arm.results.count(out) for out in inner.outs):
        return None
    if test in rest and state.uses[test] != 1 + arm.results.count(test):
        return None
    yes, no = (
        _with_results(region, inner, arm, at == 0) for at, region in enumerate(inner.regions)
    )
    return inner, (yes, no)


def test_of_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a test that a branch yields as True or False by that branch's own test."""
    test = plain_test(state, node.args[0])
    if test is None:
        return None
    state.count(node.args, -1)
    state.count((test,), 1)
    return [replace(node, args=(test,))]


def plain_test(state: Rewriting, test: Operand) -> Operand | None:
    """Return the test of the branch that only converts it to True or False, or None."""
    maker = state.maker(test)
    if maker is None or maker.op != "branch":
        return None
    at = maker.outs.index(test)
    pair = tuple(region.results[at] for region in maker.regions)
    return maker.args[0] if pair == (TRUE, FALSE) else None


def same_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Merge a branch whose results only serve another branch on the same test into that one."""
    test = node.args[0]
    if not isinstance(test, int):
        return None
    other = state.branches.get(test)
    state.branches[test] = node
    if other is None or other is node or not other.outs:
        return None
    at, inside = position(nodes, other), occurrences(node)
    if at is None or any(state.uses[out] != inside.get(out, 0) for out in other.outs):
        return None
    del nodes[at]
    state.drop(other)
    state.drop(node)
    regions = tuple(
        _after(state, *pair, other) for pair in zip(other.regions, node.regions, strict=True)
    )
    return [state.note(merged(replace(node, regions=regions), other))]


def _after(state: Rewriting, first: Region, second: Region, other: Node) -> Region:
    """Concatenate an arm of the earlier branch and the arm that uses its results."""
    told = dict(zip(other.outs, first.results, strict=True))
    made = state.renamed(second, told)
    return replace(made, nodes=(*first.nodes, *made.nodes))


def occurrences(node: Node) -> dict[int, int]:
    """Count the uses of each value in a node's regions."""
    counts: dict[int, int] = {}
    waiting = list(node.regions)
    while waiting:
        region = waiting.pop()
        uses: list[Operand] = list(region.results)
        for inner in region.nodes:
            uses += inner.args
            waiting += inner.regions
        for value in uses:
            if isinstance(value, int):
                counts[value] = counts.get(value, 0) + 1
    return counts


def _inside(node: Node) -> list[Node]:
    return [inner for region in node.regions for inner in region.nodes]


def _results_inside(node: Node) -> set[int]:
    return {v for region in node.regions for v in region.results if isinstance(v, int)}


def _last_branch(arm: Region, results: set[int]) -> Node | None:
    """Return the branch that makes an arm's results, or an arm's only resultless branch."""
    if arm.results:
        return next((n for n in arm.nodes if n.op == "branch" and results & set(n.outs)), None)
    branches = [n for n in arm.nodes if n.op == "branch" and not n.outs]
    return branches[0] if len(branches) == 1 else None


def _with_results(region: Region, inner: Node, arm: Region, holds: bool) -> Region:
    def result(value: Operand) -> Operand:
        if value in inner.outs:
            return region.results[inner.outs.index(value)]
        return truth(holds) if value == inner.args[0] else value

    return replace(region, results=tuple(map(result, arm.results)))


def _one_decision(
    state: Rewriting, node: Node, at: int, inner: Node, arms: tuple[Region, Region], like: int
) -> list[Node]:
    arm, (decision,) = node.regions[at], state.new()
    before = tuple(one for one in arm.nodes if one is not inner)
    going = Region((), (), before, inner.args)
    end = Region((), (), (), (truth(like == 0),))
    regions = (going, end) if at == 0 else (end, going)
    state.drop(node)
    decided = Node("branch", node.args, (decision,), (BOOL,), None, regions, inner.line)
    chosen = replace(node, args=(decision,), regions=arms)
    return [state.note(merged(decided, inner)), state.note(merged(chosen, inner))]


def same_region(state: Rewriting, first: Region, second: Region) -> bool:
    """Return whether two arms are equal."""
    if len(first.nodes) != len(second.nodes):
        return False
    if not first.nodes:
        return first.results == second.results
    if sorted(node.op for node in first.nodes) != sorted(node.op for node in second.nodes):
        return False
    shown = [Node("branch", (TRUE,), (), (), None, (region,)) for region in (first, second)]
    if marks_within(shown[0]) != marks_within(shown[1]):
        return False
    return region_key(first, state.functions) == region_key(second, state.functions)
