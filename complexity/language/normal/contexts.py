"""Keys that distinguish nodes of equal structure by their uses.

Two draws ``randrange(6)`` have the same structural key, but are two draws. Which of two nodes that
use them comes first must then be decided by what else uses the draws. This is colour refinement,
alternately from operands to users and back. Nodes that still have one colour are taken to be
symmetric; one of them is individualised, and refinement distinguishes the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..graph import Const, Function, Node, Operand, Region, walk
from ..marks import without_marks
from ..shapes import exits, sequences
from .keys import Keys, combine, function_keys

_SEVERAL = ("randrange", "call")  # ops of which equal nodes are not merged
_MOST_SET_APART = 64  # most nodes to individualise, which bounds the work


@dataclass(slots=True)
class _Contexts:
    """The uses of each value: each use as the key and the context of its user."""

    keys: Keys
    uses: dict[int, list[bytes]] = field(default_factory=dict)
    nodes: dict[int, bytes] = field(default_factory=dict)  # by `id`


def keys_by_use(function: Function, functions: Sequence[bytes]) -> Keys:
    """Return the keys of a function in which no two draws or calls are alike."""
    several = [node for node in walk(function.body) if node.op in _SEVERAL]
    marks: dict[int, bytes] = {}
    keys = function_keys(function, functions, marks)
    for _ in range(_MOST_SET_APART):
        keys, marks = _refined(function, functions, keys, several)
        tied = _tied(several, marks)
        if not tied:
            break
        # refinement finds them symmetric, so any one of them may be individualised
        first = min(tied, key=lambda node: marks[id(node)])
        marks[id(first)] = combine("first", marks[id(first)])
        keys = function_keys(function, functions, marks)
    return keys


def _refined(
    function: Function, functions: Sequence[bytes], keys: Keys, several: Sequence[Node]
) -> tuple[Keys, dict[int, bytes]]:
    """Refine keys by uses until no more nodes are distinguished."""
    classes = -1
    while True:
        contexts = _contexts(function, keys)
        marks = {id(n): combine(keys.nodes[id(n)], contexts[id(n)]) for n in several}
        if len(set(marks.values())) == classes:
            return keys, marks
        classes = len(set(marks.values()))
        keys = function_keys(function, functions, marks)


def _tied(several: Sequence[Node], marks: dict[int, bytes]) -> list[Node]:
    count = Counter(marks.values())
    return [node for node in several if count[marks[id(node)]] > 1]


def _contexts(function: Function, keys: Keys) -> dict[int, bytes]:
    """Return for each node, by `id`, a digest of how it is used."""
    contexts = _Contexts(keys)
    places = [combine("result", at) for at in range(len(function.body.results))]
    _look_at(function.body, combine("function"), places, contexts)
    return contexts.nodes


def _look_at(region: Region, around: bytes, places: list[bytes], contexts: _Contexts) -> None:
    """Record the uses of a region's values, visiting users before what they use."""
    for result, place in zip(region.results, places, strict=True):
        _note(result, combine(around, place), contexts)
    for node in reversed(without_marks(region.nodes)):
        key = contexts.keys.nodes[id(node)]
        uses = [
            (_name(node, at, contexts), _uses(out, contexts)) for at, out in enumerate(node.outs)
        ]
        context = combine(around, key, sorted(uses))
        contexts.nodes[id(node)] = context
        for at, arg in enumerate(node.args):
            _note(arg, combine(key, context, _place(node, at, contexts)), contexts)
        for at, inner in enumerate(node.regions):
            own = _result_places(node, at, len(inner.results), contexts)
            _look_at(inner, combine(context, at), own, contexts)


def _uses(value: int, contexts: _Contexts) -> list[bytes]:
    return sorted(contexts.uses.get(value, []))


def _note(operand: Operand, use: bytes, contexts: _Contexts) -> None:
    if not isinstance(operand, Const):
        contexts.uses.setdefault(operand, []).append(use)


def _name(node: Node, at: int, contexts: _Contexts) -> bytes:
    """Return a name for a result: its key, since results of branches and loops are unordered."""
    return contexts.keys.values[node.outs[at]]


def _place(node: Node, at: int, contexts: _Contexts) -> bytes:
    """Return a name for the position of an operand."""
    first = sequences(node.op, node.payload)
    if node.op in ("while", "for") and at >= first:
        return _name(node, at - first, contexts)
    return combine("operand", at)


def _result_places(node: Node, part: int, count: int, contexts: _Contexts) -> list[bytes]:
    """Return names for the positions of a region's results."""
    leave = int(exits(node.op, node.payload)) if part == len(node.regions) - 1 else 0
    if node.op == "branch" or (node.op in ("while", "for") and part == len(node.regions) - 1):
        states = [_name(node, at, contexts) for at in range(count - leave)]
        return [combine("leave")] * leave + states
    return [combine("result", at) for at in range(count)]
