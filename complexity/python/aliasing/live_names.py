"""Syntactic facts for the analysis of aliases: live names, and where lists may be updated."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from ..annotations import INFERRED, is_tuple
from ..flow import SCOPES
from ..syntax import METHODS_THAT_UPDATE

Names = frozenset[str]
DEEP = 3  # lists in lists that a parameter without an annotation may hold
NOTHING: Names = frozenset()


@dataclass(slots=True)
class Facts:
    """Facts about the nodes of a function, keyed by `id`.

    Attributes
    ----------
    active : expressions that contain a method that updates, a call of a function of the file, or
        a name that is bound (`:=`)
    after : the names live after a statement
    within : the names live after the test of a branch or loop, or after the sequence of a loop
    around : the names live at the beginning of a round of a loop
    callees : the functions of the file that are mentioned
    """

    functions: Collection[str]
    active: set[int] = field(default_factory=set)
    after: dict[int, Names] = field(default_factory=dict)
    within: dict[int, Names] = field(default_factory=dict)
    around: dict[int, Names] = field(default_factory=dict)
    callees: set[str] = field(default_factory=set)
    reads: dict[int, Names] = field(default_factory=dict)
    exposed: dict[int, tuple[Names, Names | None]] = field(default_factory=dict)


def facts_of(function: ast.FunctionDef, functions: Collection[str], seen: Names) -> Facts:
    """The facts of a function; `seen` are the names whose lists its caller sees at its end."""
    facts = Facts(functions)
    for statement in function.body:
        _mark(facts, statement)
    _annotate(facts, function.body, seen, _Ways(seen, NOTHING, NOTHING))
    return facts


def list_depth(annotation: ast.expr | None) -> int:
    """The nesting depth of lists in an annotation; 0 for a scalar, `DEEP` if it is inferred."""
    if isinstance(annotation, ast.Name) and annotation.id == INFERRED:
        return DEEP
    depth = 0
    while (
        isinstance(annotation, ast.Subscript)
        and isinstance(annotation.value, ast.Name)
        and annotation.value.id == "list"
    ):
        annotation, depth = annotation.slice, depth + 1
    return depth


def result_count(function: ast.FunctionDef) -> int | None:
    """The number of results of an annotated tuple; None for a plain result."""
    match function.returns:
        case ast.Subscript(_, ast.Tuple(parts)) if is_tuple(function.returns):
            return len(parts)
        case ast.Subscript() if is_tuple(function.returns):
            return 1
        case _:
            return None


def bound_anew(statements: Sequence[ast.stmt]) -> Names:
    """The names that statements bind; `xs += ys` is an update instead."""
    found: Names = frozenset(
        node.target.id
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.NamedExpr) and isinstance(node.target, ast.Name)
    )
    for statement in statements:
        match statement:
            case ast.Assign(targets):
                found |= stored(targets)
            case ast.AnnAssign(target, value=ast.expr()):
                found |= stored([target])
            case ast.For(target, _, body, orelse):
                found |= stored([target]) | bound_anew(body) | bound_anew(orelse)
            case ast.If(_, body, orelse) | ast.While(_, body, orelse):
                found |= bound_anew(body) | bound_anew(orelse)
    return found


def path(node: ast.expr) -> tuple[str, list[ast.expr]] | None:
    """The name and indices of `a`, `a[i]`, `a[i][j]` ...; None for any other expression."""
    indices: list[ast.expr] = []
    while isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
        indices.append(node.slice)
        node = node.value
    return (node.id, indices[::-1]) if isinstance(node, ast.Name) else None


_NO_CHILDREN = frozenset(("ctx", "op", "ops", "annotation", "lineno", "col_offset"))


def _children(node: ast.AST) -> list[ast.AST]:
    """The child nodes of a node, without operators, contexts and annotations."""
    found: list[ast.AST] = []
    for name in node._fields:
        if name not in _NO_CHILDREN:
            part = getattr(node, name, None)
            if isinstance(part, ast.AST):
                found.append(part)
            elif isinstance(part, list):
                found += [item for item in part if isinstance(item, ast.AST)]
    return found


def _mark(facts: Facts, node: ast.AST) -> bool:
    """Record active expressions and callees; return whether a node is active."""
    if isinstance(node, ast.Name):
        found = node.id in facts.functions
        if found:
            facts.callees.add(node.id)
    elif isinstance(node, ast.Constant):
        return False
    else:
        found = isinstance(node, ast.NamedExpr) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in METHODS_THAT_UPDATE
        )
        for child in _children(node):
            if _mark(facts, child):
                found = True
    if found:
        facts.active.add(id(node))
    return found


def reads(facts: Facts, node: ast.AST | None) -> Names:
    """The names that an expression or a target reads, without those bound by comprehensions."""
    if node is None or isinstance(node, ast.Constant):
        return NOTHING
    if isinstance(node, ast.Name):
        return frozenset([node.id]) if isinstance(node.ctx, ast.Load) else NOTHING
    known = facts.reads.get(id(node))
    if known is None:
        found: set[str] = set()
        waiting = [node]
        while waiting:
            part = waiting.pop()
            if isinstance(part, ast.Name):
                if isinstance(part.ctx, ast.Load):
                    found.add(part.id)
            elif isinstance(part, SCOPES):
                found |= _scoped(facts, part)
            elif not isinstance(part, ast.Constant):
                waiting += _children(part)
        known = facts.reads[id(node)] = frozenset(found)
    return known


def _scoped(facts: Facts, node: ast.AST) -> Names:
    """The names that a comprehension or a lambda reads from its surroundings."""
    if isinstance(node, ast.Lambda):
        return reads(facts, node.body) - {argument.arg for argument in node.args.args}
    if not isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
        return all_reads(facts, _children(node))
    first = reads(facts, node.generators[0].iter)
    bound = stored([clause.target for clause in node.generators])
    return first | (all_reads(facts, [node.elt, *node.generators]) - bound)


def all_reads(facts: Facts, nodes: Iterable[ast.AST | None]) -> Names:
    """The names that any of the expressions reads."""
    return NOTHING.union(*(reads(facts, node) for node in nodes))


def stored(targets: Iterable[ast.expr]) -> Names:
    """The names that targets bind."""
    found: set[str] = set()
    waiting = list(targets)
    while waiting:
        match waiting.pop():
            case ast.Name(name):
                found.add(name)
            case ast.Tuple(elts) | ast.List(elts):
                waiting += elts
            case ast.Starred(inner):
                waiting.append(inner)
    return frozenset(found)


def _exposed(facts: Facts, statement: ast.stmt) -> tuple[Names, Names | None]:
    """The names read before they are bound, and the names surely bound; None if it never ends."""
    known = facts.exposed.get(id(statement))
    if known is None:
        known = facts.exposed[id(statement)] = _gen_kill(facts, statement)
    return known


def _gen_kill(facts: Facts, statement: ast.stmt) -> tuple[Names, Names | None]:
    match statement:
        case ast.Assign(targets, value):
            return all_reads(facts, [value, *targets]), stored(targets)
        case ast.AnnAssign(target, _, value):
            bound = NOTHING if value is None else stored([target])
            return all_reads(facts, [value, target]), bound
        case ast.AugAssign(target, _, value):
            return all_reads(facts, [value, target]) | stored([target]), NOTHING
        case ast.Return(value):
            return reads(facts, value), None
        case ast.Break() | ast.Continue() | ast.Assert(ast.Constant(False)):
            return NOTHING, None
        case ast.If(test, body, orelse):
            yes, no = _exposed_block(facts, body), _exposed_block(facts, orelse)
            kills = [kill for _, kill in (yes, no) if kill is not None]
            both = frozenset.intersection(*kills) if kills else None
            return reads(facts, test) | yes[0] | no[0], both
        case ast.While(test, body, orelse):
            inside = _exposed_block(facts, body)[0] | _exposed_block(facts, orelse)[0]
            return reads(facts, test) | inside, NOTHING
        case ast.For(target, sequence, body, orelse):
            inside = _exposed_block(facts, body)[0] - stored([target])
            after = _exposed_block(facts, orelse)[0]
            return reads(facts, sequence) | inside | after, NOTHING
        case ast.Assert(test):
            return reads(facts, test), NOTHING
        case _:
            return reads(facts, statement), NOTHING


def _exposed_block(facts: Facts, statements: Sequence[ast.stmt]) -> tuple[Names, Names | None]:
    live: Names = NOTHING
    bound: Names | None = NOTHING
    for statement in reversed(statements):
        gen, kill = _exposed(facts, statement)
        if kill is None:
            live, bound = gen, None
        else:
            live, bound = gen | (live - kill), None if bound is None else bound | kill
    return live, bound


@dataclass(frozen=True, slots=True)
class _Ways:
    """The names live at the targets of `return`, `break` and `continue`."""

    returns: Names
    breaks: Names
    continues: Names


def _annotate(facts: Facts, statements: Sequence[ast.stmt], live: Names, ways: _Ways) -> Names:
    """Record the live names at every statement of a block; return those live before it."""
    for statement in reversed(statements):
        match statement:
            case ast.Return():
                live = ways.returns
            case ast.Break():
                live = ways.breaks
            case ast.Continue():
                live = ways.continues
            case ast.Assert(ast.Constant(False)):
                live = NOTHING
        facts.after[id(statement)] = live
        live = _before(facts, statement, live, ways)
    return live


def _before(facts: Facts, statement: ast.stmt, live: Names, ways: _Ways) -> Names:
    match statement:
        case ast.If(test, body, orelse):
            inside = _annotate(facts, body, live, ways) | _annotate(facts, orelse, live, ways)
            facts.within[id(statement)] = inside
            return reads(facts, test) | inside
        case ast.While(test, body, orelse):
            out = _annotate(facts, orelse, live, ways)
            around = reads(facts, test) | _exposed_block(facts, body)[0] | out | live
            inside = _annotate(facts, body, around, _Ways(ways.returns, live, around))
            facts.within[id(statement)] = inside | out
            facts.around[id(statement)] = around
            return around
        case ast.For(target, sequence, body, orelse):
            out = _annotate(facts, orelse, live, ways)
            around = (_exposed_block(facts, body)[0] - stored([target])) | out | live
            _annotate(facts, body, around, _Ways(ways.returns, live, around))
            facts.within[id(statement)] = facts.around[id(statement)] = around
            return reads(facts, sequence) | around
        case _:
            gen, kill = _exposed(facts, statement)
            return gen | (live - kill) if kill is not None else gen | live
