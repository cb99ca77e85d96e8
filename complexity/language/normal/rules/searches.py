"""Rules for searches: a loop that is left at its first hit becomes `first`, `any` or `all`.

All states of such a loop change only on leaving. If its result uses a value that the test computes,
it stays a loop with an exit, since a search would compute that value twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...graph import FALSE, TRUE, Node, Operand, Region, merged
from ...shapes import exits, sequences
from ...types import BOOL, List
from .assumptions import exit_states, negated_region, under
from .branches import occurrences, position
from .loops import Chooser, chooser_of, negated_test_of
from .rewriting import Rewriting, defined, used

Made = list[Node] | None


@dataclass(frozen=True, slots=True)
class Search:
    """The parts of a loop that is left at its first hit.

    Attributes
    ----------
    loop : the loop itself, a `for`, `any` or `all`
    test : the region that decides whether an element is a hit
    hit : the nodes that run at a hit, over the parameters of `test`
    values : the value of each result at a hit, or None where it uses a value of the test
    starts : the value of each result without a hit
    flags : the positions of the results that say whether there was a hit
    """

    loop: Node
    test: Region
    hit: tuple[Node, ...]
    values: tuple[Operand | None, ...]
    starts: tuple[Operand, ...]
    flags: frozenset[int]


def search_of(state: Rewriting, node: Node) -> Search | None:
    """Analyse a node as a search, or return None."""
    if node.op == "any":
        return Search(node, node.regions[0], (), (TRUE,), (FALSE,), frozenset((0,)))
    if node.op == "all":
        test = negated_region(state, node.regions[0])
        return None if test is None else Search(node, test, (), (FALSE,), (TRUE,), frozenset())
    if node.op != "for" or not exits(node.op, node.payload):
        return None
    found = exit_states(state, node)
    return _search(state, node, found.flags) if len(found.only) == len(node.outs) else None


def _search(state: Rewriting, node: Node, flags: frozenset[int]) -> Search | None:
    first, body = sequences(node.op, node.payload), node.regions[-1]
    leave, results = body.results[0], body.results[1:]
    chooser = chooser_of(state, body)
    tests = [one for one in body.nodes if chooser is None or one is not chooser.node]
    hit: tuple[Node, ...] = ()
    if chooser is not None:
        if chooser.stays.nodes or used(tests) & set(chooser.node.outs):
            return None
        hit = chooser.left.nodes
    states = set(body.params[first:])
    if used(body.nodes) & states - _only_results(state, body, states):
        return None
    begins = dict(zip(body.params[first:], node.args[first:], strict=True))
    at_hit = [_at_hit(state, result, leave, chooser) for result in results]
    values = tuple(begins.get(v, v) if isinstance(v, int) else v for v in at_hit)
    computed = defined(tests)
    if used(hit) & computed:
        return None
    shown = tuple(None if isinstance(v, int) and v in computed else v for v in values)
    test = Region(body.params[:first], body.param_types[:first], tuple(tests), (leave,))
    return Search(node, test, hit, shown, node.args[first:], flags)


def _only_results(state: Rewriting, body: Region, states: set[int]) -> set[int]:
    """Return the states that the body passes on without using them."""
    passed = [r for r in body.results if isinstance(r, int)]
    for node in body.nodes:
        if node.op == "branch":
            passed += [r for region in node.regions for r in region.results if isinstance(r, int)]
    return {value for value in states if state.uses[value] == passed.count(value)}


def _at_hit(state: Rewriting, result: Operand, leave: Operand, chooser: Chooser | None) -> Operand:
    if chooser is not None and result in chooser.node.outs:
        return chooser.at_leaving(result)
    return under(state, result, leave, True)


def search(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a search with one used result by `any`, `all`, or `first` with a default."""
    found = search_of(state, node)
    if found is None or node.op != "for":
        return None
    live = [at for at, out in enumerate(node.outs) if state.uses[out]]
    if len(live) != 1:
        return None
    (at,) = live
    value, start = found.values[at], found.starts[at]
    made = _quantified(state, found, at)
    if made is None:
        if value is None:
            return None
        hit = _hit_region(state, found, (), value)
        made = _first(found, node, at, hit, Region((), (), (), (start,)))
    state.drop(node)
    return [state.note(made)]


def _quantified(state: Rewriting, found: Search, at: int) -> Node | None:
    if found.hit:
        return None
    pair = (found.values[at], found.starts[at])
    test: Region | None = None
    if pair == (TRUE, FALSE):
        test, op = found.test, "any"
    elif pair == (FALSE, TRUE):
        test, op = negated_test_of(state, found.test, found.test.nodes), "all"
    if test is None:
        return None
    loop = found.loop
    args, count = _sequences(loop)
    return merged(Node(op, args, (loop.outs[at],), (BOOL,), count, (test,), loop.line), loop)


def quantified(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Replace a `first` that only says whether there is a hit by `any` or `all`."""
    test, hit, miss = node.regions
    if hit.nodes or miss.nodes:
        return None
    pair = (hit.results[0], miss.results[0])
    asked, op = (test, "any") if pair == (TRUE, FALSE) else (None, "all")
    if pair == (FALSE, TRUE):
        asked = negated_region(state, test)
    if asked is None:
        return None
    state.drop(node)
    return [state.note(replace(node, op=op, regions=(asked,)))]


def _sequences(loop: Node) -> tuple[tuple[Operand, ...], int]:
    count = sequences(loop.op, loop.payload)
    return loop.args[:count], count


def _hit_region(
    state: Rewriting, found: Search, after: tuple[Node, ...], result: Operand
) -> Region:
    """Return the region of a hit, over parameters of its own."""
    params = state.new(len(found.test.params))
    typed = zip(params, found.test.param_types, strict=True)
    state.lists.update(param for param, type_ in typed if isinstance(type_, List))
    told = dict(zip(found.test.params, params, strict=True))
    state.copies.update((new, old) for old, new in told.items())
    region = Region(params, found.test.param_types, (*found.hit, *after), (result,))
    return state.renamed(region, told)


def _first(found: Search, node: Node, at: int, hit: Region, miss: Region) -> Node:
    args, count = _sequences(found.loop)
    outs, types = (node.outs[at],), (node.types[at],)
    line = found.loop.line
    made = Node("first", args, outs, types, count, (found.test, hit, miss), line)
    return merged(merged(made, found.loop), node)


def chosen_by_search(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Move the arms of a branch on whether a search hit into the search."""
    test = node.args[0]
    loop = state.maker(test)
    if loop is None or len(node.outs) != 1 or not isinstance(test, int) or state.uses[test] != 1:
        return None
    if loop.op not in ("for", "any", "all") or position(nodes, loop) is None:
        return None
    if any(state.updates_around(region) for region in node.regions):
        return None  # unlike an arm, the end of a search cannot update an outer list in place
    found = search_of(state, loop)
    if found is None:
        return None
    at = loop.outs.index(test)
    if at not in found.flags and loop.op != "all":
        return None
    yes, no = node.regions if loop.op != "all" else node.regions[::-1]
    told = _told(state, node, found, at)
    if told is None:
        return None
    at_hit, at_end = told
    yes, no = state.renamed(yes, at_hit), state.renamed(no, at_end)
    del nodes[position(nodes, loop) or 0]
    state.drop(loop)
    state.drop(node)
    hit = _hit_region(state, found, yes.nodes, yes.results[0])
    return [state.note(_first(found, node, 0, hit, no))]


def _told(
    state: Rewriting, node: Node, found: Search, flag: int
) -> tuple[dict[int, Operand], dict[int, Operand]] | None:
    """Return the loop's results in both arms, if they are used only there; else None."""
    at_hit: dict[int, Operand] = {}
    at_end: dict[int, Operand] = {}
    inside = [used(region.nodes, region.results) for region in node.regions]
    inner = occurrences(node)
    for at, out in enumerate(found.loop.outs):
        if at == flag or not state.uses[out]:
            continue
        value = found.values[at]
        if state.uses[out] != inner.get(out, 0):
            return None
        if value is None and out in inside[0]:
            return None
        at_hit[out] = found.starts[at] if value is None else value
        at_end[out] = found.starts[at]
    return at_hit, at_end
