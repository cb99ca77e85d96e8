"""Rules of loops with an exit: they end at their first hit, and that is what they become.

A loop whose states change only on leaving is a search: `first`, `any` or `all`. A `while` whose
round begins with the test that leaves it has that test for its own. A loop whose result uses a value
that its test computed stays a loop with an exit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..facts import is_pure, is_safe_alone
from ..graph import FALSE, TRUE, Const, Node, Operand, Region
from ..marks import is_mark
from ..shapes import exits, sequences
from ..sweep import keep_outs
from ..types import BOOL, INT, List
from .assumptions import exit_states, negated_region, under
from .branches import occurrences, plain_test, position
from .rewriting import Rewriting, defined, used

Made = list[Node] | None


# -- states --------------------------------------------------------------------------------------


def no_exit(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """A loop that never leaves has no exit."""
    if not exits(node.op, node.payload) or node.regions[-1].results[0] != FALSE:
        return None
    body = node.regions[-1]
    payload = False if node.op == "while" else (sequences(node.op, node.payload), False)
    body = replace(body, results=body.results[1:])
    return [replace(node, payload=payload, regions=(*node.regions[:-1], body))]


def leave_of_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """A loop is left where the branch that says so takes its arm."""
    if not exits(node.op, node.payload):
        return None
    body = node.regions[-1]
    test = plain_test(state, body.results[0])
    if test is None:
        return None
    state.count(body.results[:1], -1)
    state.count((test,), 1)
    body = replace(body, results=(test, *body.results[1:]))
    return [replace(node, regions=(*node.regions[:-1], body))]


def known_states(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """In its rounds a state that changes only on leaving is what it was at first."""
    only = exit_states(state, node).only
    first = sequences(node.op, node.payload)
    told: dict[int, Operand] = {}
    for at in only:
        start, scalar = node.args[first + at], node.types[at] in (BOOL, INT)
        for region in node.regions:
            param = region.params[first + at]
            if state.uses[param] and (scalar or isinstance(start, Const)):
                told[param] = start
    if not told:
        return None
    return [replace(node, regions=tuple(state.substitute(r, told) for r in node.regions))]


def equal_states(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """Of states that begin and go on alike one is left."""
    first, leave = sequences(node.op, node.payload), int(exits(node.op, node.payload))
    body, kept = node.regions[-1], dict[tuple[Operand, Operand], int]()
    for at, start in enumerate(node.args[first:]):
        kept.setdefault((start, body.results[leave + at]), at)
    if len(kept) == len(node.outs):
        return None
    told: dict[int, Operand] = {}
    for at, start in enumerate(node.args[first:]):
        same = kept[start, body.results[leave + at]]
        if same != at:
            state.becomes(node.outs[at], node.outs[same])
            told.update({r.params[first + at]: r.params[first + same] for r in node.regions})
            state.count((start, body.results[leave + at]), -1)
    node = replace(node, regions=tuple(state.substitute(r, told) for r in node.regions))
    return [keep_outs(node, sorted(kept.values()))]


# -- searches ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Search:
    """A loop that is left at its first hit, taken apart.

    Attributes
    ----------
    loop : the `for`, `any` or `all` that it is
    test : the region that says whether an element is a hit
    hit : the nodes that a hit runs, over the parameters of `test`
    values : for each result of the loop what it is at a hit, or None where a test's value is used
    starts : for each result what it is without a hit
    flags : the results that say whether there was a hit
    """

    loop: Node
    test: Region
    hit: tuple[Node, ...]
    values: tuple[Operand | None, ...]
    starts: tuple[Operand, ...]
    flags: frozenset[int]


def search_of(state: Rewriting, node: Node) -> Search | None:
    """The search that a node is, or None."""
    if node.op == "any":
        return Search(node, node.regions[0], (), (TRUE,), (FALSE,), frozenset((0,)))
    if node.op == "all":
        test = negated_region(state, node.regions[0])
        return test and Search(node, test, (), (FALSE,), (TRUE,), frozenset())
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
    """The states that the body passes on and does not look at."""
    passed = [r for r in body.results if isinstance(r, int)]
    for node in body.nodes:
        if node.op == "branch":
            passed += [r for region in node.regions for r in region.results if isinstance(r, int)]
    return {value for value in states if state.uses[value] == passed.count(value)}


@dataclass(frozen=True, slots=True)
class Chooser:
    """The branch that makes a body's results of whether the loop is left, and nothing else."""

    node: Node
    left: Region
    stays: Region

    def at_leaving(self, result: Operand) -> Operand:
        """What one of the branch's results is where the loop is left."""
        return self.left.results[self.node.outs.index(result)]  # type: ignore[arg-type]

    def at_staying(self, result: Operand) -> Operand:
        """What one of the branch's results is where the loop goes on."""
        return self.stays.results[self.node.outs.index(result)]  # type: ignore[arg-type]

    def with_stays(self, stays: Region) -> Node:
        """The branch with another arm for going on."""
        regions = (self.left, stays) if self.node.regions[0] is self.left else (stays, self.left)
        return replace(self.node, regions=regions)


def chooser_of(state: Rewriting, body: Region) -> Chooser | None:
    """The branch on the leave flag, or on what it negates, that serves the body's results alone."""
    leave = body.results[0]
    maker = state.maker(leave)
    opposite = maker.args[0] if maker is not None and maker.op == "not_" else None
    for node in reversed(body.nodes):
        if node.op == "branch" and isinstance(leave, int) and node.args[0] in (leave, opposite):
            if any(state.uses[out] != body.results.count(out) for out in node.outs):
                return None
            yes, no = node.regions
            straight = node.args[0] == leave
            return Chooser(node, yes, no) if straight else Chooser(node, no, yes)
    return None


def only_decides(state: Rewriting, body: Region, chooser: Chooser) -> bool:
    """Whether the leave flag, or what it negates, serves the leaving and the branch alone."""
    leave, test = body.results[0], chooser.node.args[0]
    if leave == test:
        return state.uses[leave] == 2  # type: ignore[index]
    return state.uses[leave] == 1 and state.uses[test] == 2  # type: ignore[index]


def _at_hit(
    state: Rewriting, result: Operand, leave: Operand, chooser: Chooser | None
) -> Operand:
    if chooser is not None and result in chooser.node.outs:
        return chooser.at_leaving(result)
    return under(state, result, leave, True)


def search(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """A loop that is a search of one result: `any`, `all`, or `first` from its start on."""
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
    return Node(op, args, (loop.outs[at],), (BOOL,), count, (test,), loop.line)


def quantified(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """A first that says whether there is one is `any`, or `all` of the negated test."""
    test, hit, miss = node.regions
    if hit.nodes or miss.nodes:
        return None
    pair, made = (hit.results[0], miss.results[0]), None
    if pair == (TRUE, FALSE):
        made = replace(node, op="any", regions=(test,))
    elif pair == (FALSE, TRUE):
        negated = negated_region(state, test)
        made = negated and replace(node, op="all", regions=(negated,))
    if made is None:
        return None
    state.drop(node)
    return [state.note(made)]


def negated_test_of(state: Rewriting, test: Region, inside: tuple[Node, ...]) -> Region | None:
    """A test negated, where what it decided besides is gone and its own nodes do not look at it."""
    result = test.results[0]
    if not isinstance(result, int) or result in used(inside):
        return negated_region(state, test)
    before, state.uses[result] = state.uses[result], 1
    made = negated_region(state, test)
    state.uses[result] = before
    return made


def _sequences(loop: Node) -> tuple[tuple[Operand, ...], int]:
    count = sequences(loop.op, loop.payload)
    return loop.args[:count], count


def _hit_region(
    state: Rewriting, found: Search, after: tuple[Node, ...], result: Operand
) -> Region:
    """The region of a hit, over parameters of its own."""
    params = state.new(len(found.test.params))
    typed = zip(params, found.test.param_types, strict=True)
    state.lists.update(param for param, type_ in typed if isinstance(type_, List))
    told = dict(zip(found.test.params, params, strict=True))
    region = Region(params, found.test.param_types, (*found.hit, *after), (result,))
    return state.renamed(region, told)


def _first(found: Search, node: Node, at: int, hit: Region, miss: Region) -> Node:
    args, count = _sequences(found.loop)
    outs, types = (node.outs[at],), (node.types[at],)
    return Node("first", args, outs, types, count, (found.test, hit, miss), found.loop.line)


def chosen_by_search(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """A branch on whether a search hit is what the search does at a hit, and else."""
    test = node.args[0]
    loop = state.maker(test)
    if loop is None or len(node.outs) != 1 or not isinstance(test, int) or state.uses[test] != 1:
        return None
    if loop.op not in ("for", "any", "all") or position(nodes, loop) is None:
        return None
    if any(state.updates_around(region) for region in node.regions):
        return None  # an arm may update a list in place, the end of a search may not
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
    """What the loop's results are in both arms, where they are used in these arms alone."""
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


def start_is_the_rest(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """What a loop that was not left is replaced by is what its result may begin as."""
    loop = state.maker(node.args[0])
    if loop is None or loop.op not in ("for", "while"):
        return None
    at, states = position(nodes, loop), exit_states(state, loop)
    if at is None or loop.outs.index(node.args[0]) not in states.flags:  # type: ignore[arg-type]
        return None
    after = defined(nodes[at:])
    for out, results in zip(node.outs, zip(*(r.results for r in node.regions), strict=True), strict=True):
        value, rest = results
        if value in loop.outs and value != node.args[0] and rest not in after:
            place = loop.outs.index(value)
            if place in states.only and state.uses[value] == 1 and not _is_inside(node, rest):
                made = _restarted(state, loop, place, rest)
                if made is not None:
                    state.drop(loop)
                    nodes[at] = state.note(made)
                    state.count((value, rest), -1)
                    state.becomes(out, value)
                    kept = [k for k, other in enumerate(node.outs) if other != out]
                    return [keep_outs(node, kept)]
    return None


def _is_inside(node: Node, value: Operand) -> bool:
    return any(value in defined(region.nodes) for region in node.regions)


def _restarted(state: Rewriting, loop: Node, place: int, rest: Operand) -> Node | None:
    """The loop with another start of a state, which its body gives again where it goes on."""
    first = sequences(loop.op, loop.payload)
    if place not in exit_states(state, loop).only:
        return None
    if any(state.uses[region.params[first + place]] for region in loop.regions):
        return None
    if loop.types[place] not in (BOOL, INT) and not isinstance(rest, Const):
        return None
    old = loop.args[first + place]
    body = _with_rest(state, loop.regions[-1], place, old, rest)
    if body is None:
        return None
    args = (*loop.args[: first + place], rest, *loop.args[first + place + 1 :])
    return replace(loop, args=args, regions=(*loop.regions[:-1], body))


def _with_rest(
    state: Rewriting, body: Region, place: int, old: Operand, rest: Operand
) -> Region | None:
    """The body whose result, where it does not leave, is the new start in place of the old."""
    chooser, result = chooser_of(state, body), body.results[1 + place]
    if chooser is not None and result in chooser.node.outs:
        same = chooser.at_staying(result) == old
        return with_staying(body, chooser, result, rest) if same else None
    inner = state.maker(result)
    if inner is None or inner.op not in ("for", "while") or state.uses[result] != 1:  # type: ignore[index]
        return None
    at = inner.outs.index(result)  # type: ignore[arg-type]
    if inner.args[sequences(inner.op, inner.payload) + at] != old:
        return None
    made = _restarted(state, inner, at, rest)
    if made is None or not any(node is inner for node in body.nodes):
        return None
    return replace(body, nodes=tuple(made if node is inner else node for node in body.nodes))


def with_staying(body: Region, chooser: Chooser, result: Operand, value: Operand) -> Region:
    """The body with another value of one result where the loop goes on."""
    stays, at = chooser.stays, chooser.node.outs.index(result)  # type: ignore[arg-type]
    results = (*stays.results[:at], value, *stays.results[at + 1 :])
    made = chooser.with_stays(replace(stays, results=results))
    nodes = tuple(made if one is chooser.node else one for one in body.nodes)
    return replace(body, nodes=nodes)


# -- rotation ------------------------------------------------------------------------------------


def rotated(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """A `while` that begins its rounds with the test that leaves it has that test for its own."""
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
    goes_on = replace(going, params=body.params, param_types=body.param_types,
                      results=tuple(map(chooser.at_staying, body.results[1:])))  # fmt: skip
    return _rotated(state, node, endless, stays_on, goes_on, left, ends)


def _rotated(
    state: Rewriting, node: Node, endless: bool, stays_on: Region, goes_on: Region, left: Region,
    ends: tuple[Operand, ...],
) -> list[Node]:  # fmt: skip
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
    """The loop, and after it what its leaving computes."""
    outs = state.new(len(node.outs))
    made = state.note(replace(made, outs=outs))
    told = dict(zip(made.regions[1].params, outs, strict=True))
    after = state.renamed(Region((), (), left.nodes, ends), told)
    for out, value in zip(node.outs, after.results, strict=True):
        state.becomes(out, value)
    return [made, *(state.note(one) for one in after.nodes)]


def one_round(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """A `while` that is entered and left in its first round is its body."""
    test, body = node.regions
    if node.payload is not True or test.nodes or test.results != (TRUE,):
        return None
    if body.results[0] != TRUE:
        return None
    state.drop(node)
    made = state.renamed(body, dict(zip(body.params, node.args, strict=True)))
    for out, result in zip(node.outs, made.results[1:], strict=True):
        state.becomes(out, result)
    return [state.note(inner) for inner in made.nodes]


# -- flags in tests ------------------------------------------------------------------------------


def flag_in_test(state: Rewriting, node: Node, nodes: list[Node]) -> Made:
    """A `while` that goes on until a flag is set, or while one is, leaves where that changes."""
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
    """The loop that leaves where its body changes a flag, in which the flag is what it was."""
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
    """The body that leaves where a result is False."""
    result = body.results[at]
    maker = state.maker(result)
    if maker is None or state.uses[result] != 1:  # type: ignore[index]
        return None
    if maker.op == "branch":
        place = maker.outs.index(result)  # type: ignore[arg-type]
        pair = tuple(region.results[place] for region in maker.regions)
        return replace(body, results=(maker.args[0], *body.results)) if pair == (FALSE, TRUE) else None
    stays = replace(body, results=(result,))
    flipped = negated_region(state, stays)
    if flipped is None or flipped.results != (result,):
        return None
    (flag,) = state.new()
    yes, no = Region((), (), (), (FALSE,)), Region((), (), (), (TRUE,))
    chosen = Node("branch", (result,), (flag,), (BOOL,), None, (yes, no), maker.line)
    results = (result, *body.results[:at], flag, *body.results[at + 1 :])
    return replace(body, nodes=(*flipped.nodes, chosen), results=results)


def _without_flag(state: Rewriting, test: Region, flag: int, goes_on: bool) -> Region | None:
    """A test without what it asks of a flag, where nothing is asked before that might fail."""
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
    """A test that asks of the flag last, without that."""
    yes, no = maker.regions
    if no.nodes or no.results != (FALSE,):
        return None
    if goes_on and not yes.nodes and yes.results == (flag,):
        return replace(test, nodes=rest, results=maker.args)
    last = state.maker(yes.results[0])
    if not goes_on and len(yes.nodes) == 1 and last is yes.nodes[0]:
        if last.op == "not_" and last.args == (flag,):
            return replace(test, nodes=rest, results=maker.args)
    return None


def _harmless(state: Rewriting, nodes: tuple[Node, ...]) -> bool:
    """Whether nodes may be asked once less: they do not draw, fail or run for ever."""
    return all(
        is_pure(node, state.known) and _is_safe(state, node) and not is_mark(node) for node in nodes
    )


def _is_safe(state: Rewriting, node: Node) -> bool:
    inside = [inner for region in node.regions for inner in region.nodes]
    return is_safe_alone(node, state.known) and all(_is_safe(state, inner) for inner in inside)
