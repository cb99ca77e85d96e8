"""Lowering comprehensions and generators: maps, filters, searches that stop at the first hit."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ..language.graph import FALSE, TRUE, Region
from ..language.types import BOOL, INT, RANGE, List, Type
from .bindings import Bound, Char, Value, clean, describe, dummy, empty_list, known, leaves
from .builder import Builder, arm, branch, convert, join
from .conversions import as_number
from .operators import compare, truth
from .scopes import parameters
from .sequences import Sequences, as_list, bind, element, flat, region, sequences, shaped

_ELEMENT = "an element"  # the parameter of a named key; it cannot clash with a program's name
Clauses = list[ast.comprehension]
Generator = ast.ListComp | ast.GeneratorExp
Element = Callable[[], Value]  # lowers the expression that makes an element


def comprehension(b: Builder, node: Generator, numbers: bool = False) -> Value:
    """Lower a comprehension or generator to a list; with `numbers`, bools become ints."""

    def one() -> Value:
        value = b.value(node.elt)
        return convert(b, value, INT) if numbers else value

    return _list(b, node, node.generators, one)


def body(
    b: Builder,
    node: ast.AST,
    source: Sequences,
    target: ast.expr | None,
    run: Callable[[], list[Value]],
) -> tuple[Region, list[Value]]:
    """Lower a region whose parameters, elements of the sequences, are bound to a target.

    Raises
    ------
    NotInLanguage
        CX220 if the region updates a list of the surrounding code.
    """
    params = [element(b, sequence) for sequence in flat(source)]

    def inside() -> list[Value]:
        if target is not None:
            bind(b, target, shaped(source, list(params)))
        hidden.update({name: b.env[name] for name in b.env})
        return run()

    hidden: dict[str, Bound] = {}
    made = arm(b, node, inside)
    for name, bound in made.env.items():
        if not _unchanged(hidden.get(name), bound):
            raise b.refuse("CX220", node, name=name)
    return region(params, made.nodes, made.values), made.values


def _unchanged(before: Bound | None, after: Bound) -> bool:
    if before is None or not clean(before) or not clean(after):
        return before == after
    return [v.operand for v in leaves(before)] == [v.operand for v in leaves(after)]


def _list(b: Builder, node: Generator, clauses: Clauses, one: Element) -> Value:
    clause, rest = clauses[0], clauses[1:]
    source = sequences(b, clause.iter)
    many = len(flat(source)) > 1
    if not rest and clause.ifs and not many:
        kept = _filter(b, node, source, clause)
        if _is_name(node.elt, clause.target):
            return kept
        return _map(b, node, kept, clause.target, one)
    if not rest and not clause.ifs:
        return _map(b, node, source, clause.target, one)
    inner = (lambda: _list(b, node, rest, one)) if rest else (lambda: _single(b, one()))
    if clause.ifs and not many:
        source = _filter(b, node, source, clause)
    elif clause.ifs:
        inner = _guarded(b, node, clause.ifs, inner)
    rows = _map(b, node, source, clause.target, inner)
    type_ = known(rows.type)
    assert isinstance(type_, List)
    return b.apply("flatten", [rows], type_.element)


def _is_name(first: ast.expr, second: ast.expr) -> bool:
    return isinstance(first, ast.Name) and isinstance(second, ast.Name) and first.id == second.id


def _single(b: Builder, value: Value) -> Value:
    return b.apply("make", [value], List(value.type), 1)


def _guarded(
    b: Builder, node: ast.AST, tests: list[ast.expr], inner: Callable[[], Value]
) -> Callable[[], Value]:
    def run() -> Value:
        return branch(b, node, conjunction(b, tests), lambda: [inner()], lambda: [empty_list()])[0]

    return run


def conjunction(b: Builder, tests: list[ast.expr]) -> Value:
    """The conjunction of tests; each is evaluated only if those before it hold."""
    first = truth(b, tests[0])
    if len(tests) == 1:
        return first
    return branch(
        b, tests[0], first, lambda: [conjunction(b, tests[1:])], lambda: [Value(FALSE, BOOL)]
    )[0]


def _map(
    b: Builder, node: ast.AST, source: Sequences, target: ast.expr, run: Callable[[], Value]
) -> Value:
    made, values = body(b, node, source, target, lambda: [run()])
    if known(values[0].type) == RANGE:
        raise b.refuse(
            "CX301",
            node,
            what="an element",
            found="a range",
            wanted="a list",
            repair="write `list(range(n))`",
        )
    args = flat(source)
    return b.emit("map", args, [List(values[0].type)], len(args), (made,))[0]


def _filter(b: Builder, node: ast.AST, source: Sequences, clause: ast.comprehension) -> Value:
    made, _ = body(b, node, source, clause.target, lambda: [conjunction(b, clause.ifs)])
    args = flat(source)
    type_ = known(args[0].type)
    result: Type = type_ if isinstance(type_, List) else List(INT)
    return b.emit("filter", args, [result], None, (made,))[0]


def quantifier(b: Builder, op: str, node: Generator) -> Value:
    """Lower `any` or `all` over a generator, which stops at the first deciding element."""
    return _quantifier(b, op, node, node.generators, lambda: truth(b, node.elt))


def first_equal(b: Builder, item: Value, node: ast.GeneratorExp) -> Value:
    """Lower `item in` a generator, which stops at the first hit."""

    def equal() -> Value:
        return compare(b, b.value(node.elt), ast.Eq(), item, node)

    return _quantifier(b, "any", node, node.generators, equal)


def _quantifier(
    b: Builder, op: str, node: Generator, clauses: Clauses, test: Callable[[], Value]
) -> Value:
    clause, rest = clauses[0], clauses[1:]
    source = sequences(b, clause.iter)

    def inner() -> Value:
        return _quantifier(b, op, node, rest, test) if rest else test()

    def run() -> list[Value]:
        if not clause.ifs:
            return [inner()]
        neutral = Value(TRUE if op == "all" else FALSE, BOOL)
        passes = conjunction(b, clause.ifs)
        return branch(b, node, passes, lambda: [inner()], lambda: [neutral])

    made, _ = body(b, node, source, clause.target, run)
    args = flat(source)
    return b.emit(op, args, [BOOL], len(args), (made,))[0]


def first(b: Builder, node: Generator, default: ast.expr | None) -> Value:
    """Lower `next` over a generator: the first element that passes, the default or an error."""
    if len(node.generators) > 1:
        return _first_of_many(b, node, default)
    clause = node.generators[0]
    source = sequences(b, clause.iter)
    otherwise = None if default is None else b.value(default)
    args = flat(source)

    def test() -> list[Value]:
        return [conjunction(b, clause.ifs) if clause.ifs else Value(TRUE, BOOL)]

    tests, _ = body(b, node, source, clause.target, test)
    hit = arm_of(b, node, source, clause.target, node.elt)
    miss = arm(b, node, lambda: [_missed(b, otherwise, hit[1].type)])
    type_ = join(hit[1].type, miss.values[0].type)
    if type_ is None:
        raise b.refuse(
            "CX301",
            default or node,
            what="the default",
            found=describe(miss.values[0]),
            wanted=describe(hit[1]),
            repair="give a default of the same type",
        )
    regions = (tests, hit[0], region([], miss.nodes, miss.values))
    return _converted(b, args, regions, (hit[1], miss.values[0]), type_)


def arm_of(
    b: Builder, node: ast.AST, source: Sequences, target: ast.expr, result: ast.expr
) -> tuple[Region, Value]:
    """The region that computes an expression of the elements."""
    made, values = body(b, node, source, target, lambda: [b.value(result)])
    return made, values[0]


def _missed(b: Builder, otherwise: Value | None, type_: Type) -> Value:
    return otherwise if otherwise is not None else b.apply("exhausted", [], type_)


def _converted(
    b: Builder,
    args: list[Value],
    regions: tuple[Region, Region, Region],
    values: tuple[Value, Value],
    type_: Type,
) -> Value:
    test, hit, miss = regions
    nodes = b.nodes
    fixed = []
    for made, value in zip((hit, miss), values, strict=True):
        b.nodes = list(made.nodes)
        result = convert(b, value, type_)
        fixed.append(Region(made.params, made.param_types, tuple(b.nodes), (result.operand,)))
    b.nodes = nodes
    return b.emit("first", args, [type_], len(args), (test, *fixed))[0]


def _first_of_many(b: Builder, node: Generator, default: ast.expr | None) -> Value:
    """Lower to nested loops that exit at the first hit, with two states: a flag and the hit."""
    named = len(b.named)
    type_ = arm(b, node, lambda: [_probe(b, node, node.generators)]).values[0].type
    del b.named[named:]
    otherwise = None if default is None else b.value(default)
    found, value = _search(b, node, node.generators, type_)
    return branch(b, node, found, lambda: [value], lambda: [_missed(b, otherwise, type_)])[0]


def _probe(b: Builder, node: Generator, clauses: Clauses) -> Value:
    if not clauses:
        return b.value(node.elt)
    source = sequences(b, clauses[0].iter)
    return body(b, node, source, clauses[0].target, lambda: [_probe(b, node, clauses[1:])])[1][0]


def _search(b: Builder, node: Generator, clauses: Clauses, type_: Type) -> list[Value]:
    if not clauses:
        return [Value(TRUE, BOOL), b.value(node.elt)]
    clause = clauses[0]
    source = sequences(b, clause.iter)
    states = [Value(b.new(), BOOL), Value(b.new(), type_)]

    def run() -> list[Value]:
        if not clause.ifs:
            return _search(b, node, clauses[1:], type_)
        return branch(
            b,
            node,
            conjunction(b, clause.ifs),
            lambda: _search(b, node, clauses[1:], type_),
            lambda: list(states),
        )

    made, results = body(b, node, source, clause.target, run)
    params = (*made.params, *(s.operand for s in states if isinstance(s.operand, int)))
    types = (*made.param_types, BOOL, type_)
    leave = (results[0].operand, *made.results)
    args = flat(source)
    initial = [Value(FALSE, BOOL), dummy(type_)]
    loop = Region(params, types, made.nodes, leave)
    return b.emit("for", [*args, *initial], [BOOL, type_], (len(args), True), (loop,))


def keyed(b: Builder, op: str, node: ast.Call, key: ast.expr) -> Value:
    """Lower `min` or `max` with a key: the first of the extreme elements."""
    if len(node.args) == 1:
        source = _sequence(b, node.args[0])
    else:
        bound = b.expression(b, ast.copy_location(ast.List(node.args, ast.Load()), node))
        assert isinstance(bound, Value)
        source = bound
    target, result = _key(b, key)

    def run() -> list[Value]:
        value = b.value(result)
        ordered = isinstance(known(value.type), List | Char)
        return [value if ordered else as_number(b, value, key)]

    made, (least,) = body(b, node, source, target, run)
    if isinstance(known(least.type), List):
        keys = b.emit("map", [source], [List(least.type)], 1, (made,))[0]
        name = "least_by" if op == "min_by" else "greatest_by"
        return b.library(name, [as_list(b, source), keys])
    return b.emit(op, [source], [element(b, source).type], None, (made,))[0]


def keys_of(b: Builder, node: ast.AST, xs: Value, key: ast.expr) -> Value:
    """The list of the keys of a list's elements."""
    target, result = _key(b, key)
    made, values = body(b, node, xs, target, lambda: [b.value(result)])
    return b.emit("map", [xs], [List(values[0].type)], 1, (made,))[0]


def _sequence(b: Builder, node: ast.expr) -> Value:
    if isinstance(node, ast.GeneratorExp):
        return comprehension(b, node)
    source = sequences(b, node)
    assert isinstance(source, Value), "`desugar` makes a generator of what runs in parallel"
    return source


def _key(b: Builder, key: ast.expr) -> tuple[ast.expr, ast.expr]:
    """The parameter and the body of a key, which is a lambda or the name of a function."""
    if isinstance(key, ast.Lambda):
        names = parameters(key)
        if len(names) != 1 or not key.args.args or key.args.defaults:
            raise b.refuse("CX213", key, repair="write a key of one argument, `lambda x: ...`")
        name = key.args.args[0].arg
        return ast.copy_location(ast.Name(name, ast.Store()), key), key.body
    if isinstance(key, ast.Name):
        element_ = ast.copy_location(ast.Name(_ELEMENT, ast.Load()), key)
        call = ast.copy_location(ast.Call(key, [element_], []), key)
        return ast.copy_location(ast.Name(_ELEMENT, ast.Store()), key), call
    raise b.refuse("CX213", key, repair="name a function, or write `lambda x: ...`")
