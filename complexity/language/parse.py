"""From a text to a program graph: read, refuse, lower, normalise, check. Nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass, field

from .aliasing import check_aliasing
from .builder import Builder, Program
from .check import check
from .deep import deep
from .expressions import expression
from .flow import check_bound, falls
from .graph import Function, Graph, Region
from .module import KNOWN, Module, Signature, names, parse_module, signature
from .normal import normalise
from .statements import block, flags
from .subset import check_syntax
from .types import Type
from .values import Value, leaves, settle_function

MOST_SYNTAX = 50_000  # nodes of the syntax trees of a program's functions, literals not counted
BUILT_INS = frozenset(
    ("len", "sum", "min", "max", "any", "all", "next", "abs", "pow", "divmod", "int", "bool",
     "list", "range", "reversed", "zip", "enumerate", *KNOWN)
)  # fmt: skip


def parse(text: str, file: str = "<text>", name: str | None = None) -> Graph:
    """The program graph of a function of a text, by default its last public one.

    Raises
    ------
    NotInLanguage
        Where the text is outside the language; the exception says where, and what to write.

    Examples
    --------
    >>> graph = parse("def double(a: int) -> int:\\n    return a + a\\n")
    >>> [node.op for node in graph.entry.body.nodes]
    ['add']
    """
    module = parse_module(text, file)
    programs = names(module)
    if name is None:
        if not programs:
            raise module.source.refuse("CX107", None)
        name = programs[-1]
    return compile_program(module, name)


def compile_program(module: Module, name: str, words: Collection[str] = ()) -> Graph:
    """The normalised graph of a program of a file.

    Parameters
    ----------
    module : the parsed file
    name : the program, a top-level function of the file
    words : functions of the file that are given: their bits are free

    Raises
    ------
    NotInLanguage
        Where the program, or a function that it calls, is outside the language.
    """
    if name not in module.functions:
        known = ", ".join(names(module)) or "none"
        raise module.source.refuse("CX105", None, name=name, known=known)
    return _compile(module, name, words)


@deep
def _compile(module: Module, name: str, words: Collection[str]) -> Graph:
    functions = reached(module, name)
    _refuse_size(module, name, functions)
    for function in functions.values():
        if function.name in module.repeated:
            raise module.source.refuse("CX106", module.repeated[function.name], name=function.name)
        if function.name in BUILT_INS:
            raise module.source.refuse("CX221", function, name=function.name)
        if function.decorator_list:
            raise module.source.refuse("CX201", function.decorator_list[0], what="a decorator")
        check_syntax(function, module.source)
    graph = normalise(_Compiler(module, functions, frozenset(words) - {name}).graph(name))
    check(graph)
    return graph


def _refuse_size(module: Module, name: str, functions: dict[str, ast.FunctionDef]) -> None:
    size = sum(
        not isinstance(node, ast.Constant | ast.expr_context)
        for function in functions.values() for node in ast.walk(function)
    )  # fmt: skip
    if size > MOST_SYNTAX:
        refuse = module.source.refuse
        raise refuse("CX108", functions[name], function=name, size=size, most=MOST_SYNTAX)


def reached(module: Module, name: str) -> dict[str, ast.FunctionDef]:
    """The functions of a file that a program may call, itself first."""
    found = {name: module.functions[name]}
    waiting = [name]
    while waiting:
        for node in ast.walk(found[waiting.pop()]):
            name = node.id if isinstance(node, ast.Name) else ""
            if name in module.functions and name not in found:
                found[name] = module.functions[name]
                waiting.append(name)
    return found


@dataclass(slots=True)
class _Compiler:
    """The functions of one program, lowered as they are called."""

    module: Module
    reached: dict[str, ast.FunctionDef]
    words: frozenset[str]
    order: list[tuple[str, bool]] = field(default_factory=list)
    in_word: bool = False

    def graph(self, entry: str) -> Graph:
        signatures = {name: signature(self.module, name) for name in self.reached}
        _check_functions(self.module, self.reached)
        updated = check_aliasing(self.reached, self.module.source)
        if not signatures[entry].results and not updated[entry]:
            raise self.module.source.refuse("CX405", self.reached[entry], function=entry)
        program = Program(self.module, updated, signatures, self.index_of)
        self.order.append((entry, False))
        made: list[Function] = []
        while len(made) < len(self.order):
            made.append(self.function(program, *self.order[len(made)]))
        return Graph(_with_entry(made, entry, signatures[entry], updated[entry]))

    def index_of(self, name: str) -> int:
        """The index of a callee; what a given word calls is given with it, in a copy of its own."""
        key = (name, self.in_word or name in self.words)
        if key not in self.order:
            self.order.append(key)
        return self.order.index(key)

    def function(self, program: Program, name: str, given: bool) -> Function:
        self.in_word = given
        body, types = lower_function(program, name, self.reached[name])
        source = self.module.source.file if given else ""
        word = name if name in self.words else ""
        line = self.reached[name].lineno
        return settle_function(Function(name, body, types, source, line, given, word))


def _check_functions(module: Module, functions: dict[str, ast.FunctionDef]) -> None:
    known = BUILT_INS | frozenset(module.functions) | frozenset(module.unread)
    for name, function in functions.items():
        check_bound(function, known, module.source)
        returns_nothing = isinstance(function.returns, ast.Constant)
        if falls(function.body) and not returns_nothing:
            wanted = ast.unparse(function.returns) if function.returns else "a value"
            raise module.source.refuse("CX306", function, function=name, wanted=wanted)


def lower_function(
    program: Program, name: str, function: ast.FunctionDef
) -> tuple[Region, tuple[Type, ...]]:
    """A function's region and result types: its own results, then the lists that it updates."""
    types = program.signatures[name]
    updated = tuple(types.names[i] for i in program.updated[name])
    _refuse_rebinding(program.module, function, updated)
    b = Builder(program, name, types, updated, expression)
    params = [b.new() for _ in types.params]
    values = [Value(param, type_) for param, type_ in zip(params, types.params, strict=True)]
    b.env = {**flags(b), **dict(zip(types.names, values, strict=True))}
    block(b, function.body)
    results = leaves(b.env["#v"])
    for parameter in updated:
        results += leaves(b.env[parameter])
    operands = tuple(value.operand for value in results)
    extra = tuple(types.params[i] for i in program.updated[name])
    region = Region(tuple(params), types.params, tuple(b.nodes), operands)
    return region, (*types.results, *extra)


def _refuse_rebinding(module: Module, function: ast.FunctionDef, updated: tuple[str, ...]) -> None:
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign | ast.For | ast.AnnAssign):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            for part in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                if isinstance(part, ast.Name) and part.id in updated:
                    raise module.source.refuse("CX404", part, name=part.id, function=function.name)


def _with_entry(
    functions: list[Function], entry: str, types: Signature, updated: tuple[int, ...]
) -> tuple[Function, ...]:
    """The functions with an entry that yields its answer alone.

    An entry with a result yields that; one that returns None yields the lists that it updates.
    """
    first = functions[0]
    if not updated or not types.results:
        return tuple(functions)
    count = len(types.results)
    body = first.body
    answer = Function(
        first.name, Region(body.params, body.param_types, body.nodes, body.results[:count]),
        first.result_types[:count], first.source, first.line,
    )  # fmt: skip
    if not any(_calls(function.body, 0) for function in functions):
        return (answer, *functions[1:])
    shifted = [_shift(function, len(functions)) for function in functions]
    return (_shift(answer, len(functions)), *shifted[1:], shifted[0])


def _calls(region: Region, index: int) -> bool:
    return any(
        (node.op == "call" and node.payload == index) or any(_calls(r, index) for r in node.regions)
        for node in region.nodes
    )


def _shift(function: Function, to: int) -> Function:
    """A function whose calls of function 0 are calls of function `to`."""
    return Function(
        function.name, _shift_region(function.body, to), function.result_types,
        function.source, function.line, function.given, function.word,
    )  # fmt: skip


def _shift_region(region: Region, to: int) -> Region:
    nodes = []
    for node in region.nodes:
        payload = to if node.op == "call" and node.payload == 0 else node.payload
        inner = tuple(_shift_region(r, to) for r in node.regions)
        nodes.append(
            type(node)(node.op, node.args, node.outs, node.types, payload, inner, node.line)
        )
    return Region(region.params, region.param_types, tuple(nodes), region.results)
