"""Rules for the test of a `while`: loop rotation, and exit flags instead of state flags.

An exit test at the beginning of a round moves into the loop's own test. A flag that a round sets
and the next test inspects becomes an exit where it is set.
"""

from __future__ import annotations

from dataclasses import replace

from ...effects import is_pure, is_safe_alone
from ...graph import FALSE, TRUE, Const, Node, Operand, Region
from ...marks import is_mark
from ...types import BOOL
from .assumptions import negated_region
from .loops import chooser_of, negated_test_of, only_decides
from .rewriting import Rewriting, defined, used

Made = list[Node] | None


def rotated(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Move an exit test at the beginning of a `while`'s body into the loop's test."""
    if node.payload is not True:
        return None
    test, body = node.regions
    chooser = chooser_of(state, body)
    leave = body.results[0]
    if chooser is None or not only_decides(state, body, chooser):
        return None
    if any(result not in chooser.node.outs for result in body.results[1:]):
        return None
    before = tuple(one for one in body.nodes if one is not chooser.node)
    going, left = chooser.stays, chooser.left
    own = defined(before)
    if own & (used(going.nodes, going.results) | used(left.nodes, left.results)):
        return None
    endless = test.results == (TRUE,) and not test.nodes
    ends = tuple(map(chooser.at_leaving, body.results[1:]))
    if not endless and (left.nodes or ends != body.params):
        return None
    stays = Region(body.params, body.param_types, before, (leave,))
    stays_on = negated_test_of(state, stays, before)
    if stays_on is None:
        return None
    goes_on = replace(
        going,
        params=body.params,
        param_types=body.param_types,
        results=tuple(map(chooser.at_staying, body.results[1:])),
    )
    return _rotated(state, node, endless, stays_on, goes_on, left, ends)


def _rotated(
    state: Rewriting,
    node: Node,
    endless: bool,
    stays_on: Region,
    goes_on: Region,
    left: Region,
    ends: tuple[Operand, ...],
) -> list[Node]:
    test = node.regions[0]
    state.drop(node)
    told = dict(zip(goes_on.params, test.params, strict=True))
    inner = state.renamed(replace(stays_on, params=(), param_types=()), told)
    if endless:
        tested = replace(test, nodes=inner.nodes, results=inner.results)
    else:
        (passed,) = state.new()
        no = Region((), (), (), (FALSE,))
        both = Node("branch", test.results, (passed,), (BOOL,), None, (inner, no), node.line)
        tested = replace(test, nodes=(*test.nodes, both), results=(passed,))
    made = replace(node, payload=False, regions=(tested, goes_on))
    if ends == goes_on.params:
        return [state.note(made)]
    return [*_with_end(state, node, made, left, ends)]


def _with_end(
    state: Rewriting, node: Node, made: Node, left: Region, ends: tuple[Operand, ...]
) -> list[Node]:
    """Return the loop, followed by what its last, partial round computes."""
    outs = state.new(len(node.outs))
    made = state.note(replace(made, outs=outs))
    told = dict(zip(made.regions[1].params, outs, strict=True))
    after = state.renamed(Region((), (), left.nodes, ends), told)
    for out, value in zip(node.outs, after.results, strict=True):
        state.becomes(out, value)
    return [made, *(state.note(one) for one in after.nodes)]


def flag_in_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Turn a flag in the test of a `while` into an exit where the flag changes."""
    if node.payload is not False:
        return None
    test = node.regions[0]
    for at, start in enumerate(node.args):
        if node.types[at] == BOOL and isinstance(start, Const):
            without = _without_flag(state, test, test.params[at], bool(start.value))
            made = without and _leaving(state, node, at, without)
            if made:
                return made
    return None


def _leaving(state: Rewriting, node: Node, at: int, test: Region) -> Made:
    """Return the loop that exits where its body changes a flag, which is then constant inside."""
    body, start = node.regions[1], node.args[at]
    told: dict[int, Operand] = {body.params[at]: start}
    made = state.renamed(body, told)
    if start == FALSE:
        made = replace(made, results=(made.results[at], *made.results))
    else:
        left = _left_where_false(state, made, at)
        if left is None:
            state.renamed(made, {})
            return None
        made = left
    state.drop(node)
    return [state.note(replace(node, payload=True, regions=(test, made)))]


def _left_where_false(state: Rewriting, body: Region, at: int) -> Region | None:
    """Return the body extended to leave the loop where a result is False."""
    result = body.results[at]
    maker = state.maker(result)
    if maker is None or state.uses[result] != 1:  # type: ignore[index]
        return None
    if maker.op == "branch":
        place = maker.outs.index(result)
        pair = tuple(region.results[place] for region in maker.regions)
        return (
            replace(body, results=(maker.args[0], *body.results)) if pair == (FALSE, TRUE) else None
        )
    stays = replace(body, results=(result,))
    flipped = negated_region(state, stays)
    if flipped is None:
        return None
    leave = flipped.results[0]
    (flag,) = state.new()
    yes, no = Region((), (), (), (FALSE,)), Region((), (), (), (TRUE,))
    chosen = Node("branch", (leave,), (flag,), (BOOL,), None, (yes, no), maker.line)
    results = (leave, *body.results[:at], flag, *body.results[at + 1 :])
    return replace(body, nodes=(*flipped.nodes, chosen), results=results)


def _without_flag(state: Rewriting, test: Region, flag: int, goes_on: bool) -> Region | None:
    """Remove a flag from a test, if nothing that the test evaluates before may fail."""
    result = test.results[0]
    if result == flag and goes_on:
        alone = state.uses[flag] == 1 and _harmless(state, test.nodes)
        return replace(test, results=(TRUE,)) if alone else None
    maker = state.maker(result)
    if maker is None or state.uses[flag] != 1 or state.uses[result] != 1:  # type: ignore[index]
        return None
    rest = tuple(node for node in test.nodes if node is not maker)
    if len(rest) == len(test.nodes) or not _harmless(state, rest):
        return None
    if maker.op == "not_" and maker.args == (flag,) and not goes_on:
        return replace(test, nodes=rest, results=(TRUE,))
    if maker.op != "branch" or len(maker.outs) != 1:
        return None
    asked, end = maker.regions if goes_on else maker.regions[::-1]
    if maker.args == (flag,) and not end.nodes and end.results == (FALSE,):
        return replace(test, nodes=(*rest, *asked.nodes), results=asked.results)
    return _without_last(state, test, maker, rest, flag, goes_on)


def _without_last(
    state: Rewriting, test: Region, maker: Node, rest: tuple[Node, ...], flag: int, goes_on: bool
) -> Region | None:
    """Remove a flag that a test inspects last."""
    yes, no = maker.regions
    if no.nodes or no.results != (FALSE,):
        return None
    if goes_on and not yes.nodes and yes.results == (flag,):
        return replace(test, nodes=rest, results=maker.args)
    if goes_on or len(yes.nodes) != 1 or yes.results != yes.nodes[0].outs:
        return None
    (last,) = yes.nodes
    asks = last.op == "not_" and last.args == (flag,)
    return replace(test, nodes=rest, results=maker.args) if asks else None


def _harmless(state: Rewriting, nodes: tuple[Node, ...]) -> bool:
    """Return whether nodes may run once less: they do not draw, fail or run for ever."""
    return all(
        is_pure(node, state.known) and _is_safe(state, node) and not is_mark(node) for node in nodes
    )


def _is_safe(state: Rewriting, node: Node) -> bool:
    inside = [inner for region in node.regions for inner in region.nodes]
    return is_safe_alone(node, state.known) and all(_is_safe(state, inner) for inner in inside)
