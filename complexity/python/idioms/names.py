"""Idioms for names: a name for a repeated expression, or none for a value used once."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .conditions import (
    NEAR,
    Surroundings,
    assignment,
    calm,
    changed,
    fresh,
    names,
    occurrences,
    overflows,
)
from .rewriting import Rewriting, assigning, at, blocks, copied, named, shown, spelling

Block = Sequence[ast.stmt]

_Place = tuple[ast.expr, ast.AST]  # an expression, and the node that computes it

MOST_NODES, MOST_REPEATED = 15, 50  # of a repeated expression; number of such expressions
AHEAD = "it is computed ahead, so that its overflow counts even where it is not used"
LATE = "it is computed where it is used alone, so that its overflow elsewhere no longer counts"
_WALKED = ("range", "zip", "enumerate", "reversed")  # iterables that gain nothing from a name
_INNER = (ast.ListComp, ast.GeneratorExp, ast.Lambda, ast.For, ast.While)


# -- named ---------------------------------------------------------------------------------------


def repeated(around: Surroundings) -> Iterator[Rewriting]:
    """Name an expression that a function computes in several places."""
    bound = {
        name.id
        for node in ast.walk(around.function)
        if isinstance(node, ast.comprehension)
        for name in names(node.target)
    }
    alike: dict[str, list[_Place]] = {}
    for node in ast.walk(around.function):
        value = _computed(node)
        if value is not None and _is_worth_a_name(value, around):
            spelt = spelling(value)
            if spelt is not None and not occurrences(value).keys() & bound:
                alike.setdefault(spelt, []).append((value, node))
    seen: set[frozenset[int]] = set()
    commonest = sorted(alike.values(), key=len, reverse=True)[:MOST_REPEATED]
    for found in commonest:
        for rewriting in _named(found, around) if len(found) > 1 else ():
            uses = frozenset(rewriting.edits)
            if uses not in seen:
                seen.add(uses)
                yield rewriting


def _computed(node: ast.AST) -> ast.expr | None:
    """The expression that a node computes; for `i -= 1` it is `i - 1`."""
    match node:
        case ast.expr():
            return node
        case ast.AugAssign(ast.Name(name), op, value):
            return at(node, ast.BinOp(ast.Name(name, ast.Load()), op, value))
        case _:
            return None


def _is_worth_a_name(node: ast.expr, around: Surroundings) -> bool:
    if not isinstance(node, ast.BinOp | ast.Compare | ast.Call | ast.UnaryOp | ast.BoolOp):
        return False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WALKED:
        return False
    parts = list(itertools.islice(ast.walk(node), MOST_NODES + 1))
    return len(parts) <= MOST_NODES and bool(names(node)) and calm(node, around)


def _named(found: Sequence[_Place], around: Surroundings) -> Iterator[Rewriting]:
    """Name equal expressions before a statement, for all uses that its value is still valid at."""
    value = found[0][0]
    wanted = {id(node) for _, node in found}
    name = fresh(around, "v", "w", "value")
    for block in blocks(around.function):
        waiting = set(wanted)  # uses not served by a name before an earlier statement of the block
        for place, statement in enumerate(block):
            if waiting.isdisjoint(map(id, ast.walk(statement))):
                continue
            served = _Served(wanted, set(occurrences(value)), around)
            served.statements(block[place:])
            waiting.difference_update(map(id, served.found))
            if len(served.found) > 1:
                yield _with_name(statement, name, value, served.found)


def _with_name(
    statement: ast.stmt, name: str, value: ast.expr, found: Sequence[ast.AST]
) -> Rewriting:
    made = assigning(statement, name, copied(value))
    edits: dict[int, Sequence[ast.AST]] = {id(node): [_renamed(node, name)] for node in found}
    edits[id(statement)] = [made, *edits.get(id(statement), [statement])]
    note = AHEAD if overflows(value) else ""
    where = f"ahead of the line, and {name} at {len(found)} uses"
    return Rewriting(statement.lineno, shown(made), edits, note, where)


def _renamed(node: ast.AST, name: str) -> ast.AST:
    """Replace the computation of a value by its name."""
    match node:
        case ast.AugAssign(ast.Name(target)):
            return assigning(node, target, named(node, name))
        case _:
            return named(node, name)


@dataclass(slots=True)
class _Served:
    """The wanted nodes that are reached, on every path, before their names change."""

    wanted: set[int]
    names: set[str]
    around: Surroundings
    found: list[ast.AST] = field(default_factory=list)

    def statements(self, block: Block) -> bool:
        """Collect the nodes in statements; whether the names are unchanged at their end."""
        return all(self.statement(statement) for statement in block)

    def statement(self, statement: ast.stmt) -> bool:
        """The same for one statement."""
        steady = not self.names & changed([statement], self.around)
        match statement:
            case ast.If(test, body, orelse):
                self.part(test)
                ends = [self.statements(body), self.statements(orelse)]
                return all(ends)
            case ast.AugAssign() if id(statement) in self.wanted:
                self.found.append(statement)
            case ast.Assign(value=value) | ast.AugAssign(value=value) if not steady:
                self.part(value)
            case ast.For(iter=first) if not steady:
                self.part(first)
            case _ if steady:
                self.part(statement)
            case _:
                pass
        return steady

    def part(self, part: ast.AST) -> None:
        """Collect the wanted nodes of a part."""
        self.found += [node for node in ast.walk(part) if id(node) in self.wanted]


# -- in place ------------------------------------------------------------------------------------


def used_once(block: Block, place: int, around: Surroundings) -> Iterator[Rewriting]:
    """Write a value that is named and used once directly in the place of its use."""
    setting = assignment(block[place])
    if setting is None or around.counts[setting[0]] != 2 or not calm(setting[1], around):
        return
    name, value = setting
    for later in range(place + 1, min(len(block), place + 1 + NEAR)):
        if not occurrences(block[later])[name]:
            continue
        use = _use(block[later], name)
        between = changed(_before(block[place + 1 : later + 1]), around)
        if use is not None and not between & occurrences(value).keys():
            edits: dict[int, Sequence[ast.AST]] = {id(block[place]): [], id(use): [value]}
            note = LATE if overflows(value) else ""
            yield Rewriting(use.lineno, shown(value), edits, note, f"in the place of {name}")
        return


def _before(block: Block) -> Block:
    """The statements that run before the value of the last one is computed."""
    simple = isinstance(block[-1], ast.Assign | ast.AugAssign | ast.Return)
    return block[:-1] if simple else block


def _use(statement: ast.stmt, name: str) -> ast.Name | None:
    """The use of a name in a statement; None if a run may use it more than once."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and node.id == name:
            return node if isinstance(node.ctx, ast.Load) else None
        if isinstance(node, ast.For):
            waiting.append(node.iter)
        elif not isinstance(node, _INNER):
            waiting += ast.iter_child_nodes(node)
    return None
