"""From a text to a program graph: read, refuse, lower, normalise, check. Nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from .aliasing import check_aliasing
from .builder import Builder, Program
from .check import check
from .deep import deep
from .expressions import expression
from .flow import check_bound, falls
from .graph import Function, Graph, Region
from .module import KNOWN, Module, Signature, names, parse_module, signature
from .naming import gathered
from .normal import normalise
from .statements import block, flags
from .subset import check_syntax
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
    return _normal(lower(module, name, words))


def compile_word(module: Module, name: str, words: Collection[str] = ()) -> Graph:
    """The normalised graph of a word as the programs see it that call it.

    It is given, with all that it calls, so that it is one function in whatever program.

    Parameters
    ----------
    module, name, words : as `compile_program` takes them; the name is one of the words

    Raises
    ------
    NotInLanguage
        As `compile_program`.
    """
    return _normal(lower(module, name, (*words, name), True))


@deep
def _normal(graph: Graph) -> Graph:
    made = normalise(graph)
    check(made)
    return made


@deep
def lower(module: Module, name: str, words: Collection[str] = (), given: bool = False) -> Graph:
    """The graph of a function as it is written, before it is brought to its normal form.

    Parameters
    ----------
    given : whether the function is itself a word, and not a program
    """
    if name not in module.functions:
        known = ", ".join(names(module)) or "none"
        raise module.source.refuse("CX105", None, name=name, known=known)
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
    own = frozenset(words) if given else frozenset(words) - {name}
    return _Compiler(module, functions, own).graph(name, given)


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

    def graph(self, entry: str, given: bool) -> Graph:
        signatures = {name: signature(self.module, name) for name in self.reached}
        _check_functions(self.module, self.reached)
        updated = check_aliasing(self.reached, self.module.source)
        if not signatures[entry].results and not updated[entry]:
            raise self.module.source.refuse("CX405", self.reached[entry], function=entry)
        program = Program(self.module, updated, signatures, self.index_of)
        self.order.append((entry, given))
        made: list[Function] = []
        while len(made) < len(self.order):
            made.append(self.function(program, *self.order[len(made)]))
        if given:
            return Graph(tuple(made))
        return Graph(_with_entry(made, entry, signatures[entry], updated[entry]))

    def index_of(self, name: str) -> int:
        """The index of a callee; what a given word calls is given with it, in a copy of its own."""
        key = (name, self.in_word or name in self.words)
        if key not in self.order:
            self.order.append(key)
        return self.order.index(key)

    def function(self, program: Program, name: str, given: bool) -> Function:
        self.in_word = given
        function = lower_function(program, name, self.reached[name])
        source = self.module.source.file if given else ""
        word = name if name in self.words else ""
        return settle_function(replace(function, source=source, given=given, word=word))


def _check_functions(module: Module, functions: dict[str, ast.FunctionDef]) -> None:
    known = BUILT_INS | frozenset(module.functions) | frozenset(module.unread)
    for name, function in functions.items():
        check_bound(function, known, module.source)
        returns_nothing = isinstance(function.returns, ast.Constant)
        if falls(function.body) and not returns_nothing:
            wanted = ast.unparse(function.returns) if function.returns else "a value"
            raise module.source.refuse("CX306", function, function=name, wanted=wanted)


def lower_function(program: Program, name: str, function: ast.FunctionDef) -> Function:
    """A function that yields its own results, then the lists that it updates."""
    types = program.signatures[name]
    updated = tuple(types.names[i] for i in program.updated[name])
    _refuse_rebinding(program.module, function, updated)
    b = Builder(program, name, types, updated, expression)
    params = [b.new() for _ in types.params]
    values = [Value(param, type_) for param, type_ in zip(params, types.params, strict=True)]
    b.env = flags(b)
    for parameter, value in zip(types.names, values, strict=True):
        b.bind(parameter, value)
    block(b, function.body)
    results = leaves(b.env["#v"])
    for parameter in updated:
        results += leaves(b.env[parameter])
    operands = tuple(value.operand for value in results)
    extra = tuple(types.params[i] for i in program.updated[name])
    region = Region(tuple(params), types.params, tuple(b.nodes), operands)
    known, lost = gathered(b.named)
    every = (*types.results, *extra)
    return Function(name, region, every, line=function.lineno, names=known, lost=lost)


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
    body = replace(first.body, results=first.body.results[:count])
    answer = replace(first, body=body, result_types=first.result_types[:count])
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
    return replace(function, body=_shift_region(function.body, to))


def _shift_region(region: Region, to: int) -> Region:
    nodes = []
    for node in region.nodes:
        payload = to if node.op == "call" and node.payload == 0 else node.payload
        inner = tuple(_shift_region(r, to) for r in node.regions)
        nodes.append(replace(node, payload=payload, regions=inner))
    return replace(region, nodes=tuple(nodes))
