"""A parsed file of programs: its functions, their signatures, and the names not read."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..language.signatures import WIDEST
from ..language.stack_room import deep
from ..language.types import Type
from .annotations import (
    annotation,
    instead,
    is_tuple,
    lack,
    rename,
    result_instead,
    result_types,
    typing_names,
)
from .bindings import settled
from .conditional_tuples import spread_choices
from .constants import constants_of, substitute
from .desugar import desugar, is_constant, library_name, settle_defaults
from .library import KNOWN as KNOWN_CALLS
from .lifting import lift
from .refusals import NotInLanguage, Source, quote, several
from .scopes import bound
from .source import compiler_refusal, fold_tables, source_of, syntax

MOST_SYNTAX = 50_000  # syntax nodes of a program's functions, literals not counted

# words that a file may import, and the packages to import them from
KNOWN = {"randrange": ("random", "complexity"), "candidate": ("complexity",)}
_MODULES = ("math", "random")  # of which the library of the language has functions
_TYPES = ("typing", "typing.List", "typing.Tuple", "__future__.annotations")


@dataclass(frozen=True, slots=True)
class Signature:
    """The types of a function's parameters and results.

    Attributes
    ----------
    results : the types of the results: one for a plain result, none for `-> None`
    is_tuple : whether the result is a tuple, which may have any number of parts
    written : the types of the parameters and results as the annotations say, where `params` and
        `results` are those of the graph, in which a text or a tuple is a list
    """

    names: tuple[str, ...]
    params: tuple[Type, ...]
    results: tuple[Type, ...]
    is_tuple: bool = False
    written: tuple[tuple[Type, ...], tuple[Type, ...]] | None = None


def of_graph(sign: Signature) -> Signature:
    """A signature with the types of the graph, and those that are written beside them."""
    types = sign.params, sign.results
    params, results = (tuple(map(settled, part)) for part in types)
    return replace(sign, params=params, results=results, written=types)


def written(sign: Signature) -> tuple[tuple[Type, ...], tuple[Type, ...]]:
    """The types of the parameters and of the results as a function's annotations say."""
    return sign.written or (sign.params, sign.results)


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A parsed file.

    Attributes
    ----------
    functions : its top-level functions by name, and the functions inside them as helpers
    repeated : the names of functions that are bound again later, with the node that does so
    imports : the origin of each imported name, ``gcd: math.gcd``
    definitions : every name bound at module level, with the first node that binds it
    unread : the definitions that are neither functions nor constants nor known words
    fault : the error of Python's compiler for the file, or None
    withheld : the functions of the library that are the task's `spec`, and so no words
    nested : the functions inside functions, with the function around and the node
    """

    source: Source
    functions: dict[str, ast.FunctionDef]
    repeated: Mapping[str, ast.AST]
    unread: tuple[str, ...]
    imports: Mapping[str, str]
    definitions: Mapping[str, ast.AST]
    fault: NotInLanguage | None = None
    withheld: frozenset[str] = frozenset()
    nested: Mapping[str, tuple[str, ast.AST]] = field(default_factory=dict)


def parse_module(text: str, file: str = "<text>") -> Module:
    """Parse the functions of a text, which is never executed.

    Raises
    ------
    NotInLanguage
        If the text is too large, too deeply nested, or not Python (CX101 to CX103).
    """
    source = source_of(text, file)
    tree = syntax(text, source)
    fault = compiler_refusal(tree, source)
    fold_tables(tree)
    functions, repeated = _functions(tree)
    defined = bound(tree.body)
    imports = {
        name: origin(alias, node)
        for name, node in defined.items()
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if name == (alias.asname or alias.name).partition(".")[0]
    }
    nested = _nested(functions)
    constants = _rewritten(tree, functions, imports, defined)
    read = functions.keys() | constants.keys()
    unread = tuple(name for name in defined if not (name in read or _is_known(name, imports)))
    withheld = frozenset({_spec(tree.body, imports, defined)} & KNOWN_CALLS)
    return Module(source, functions, repeated, unread, imports, defined, fault, withheld, nested)


def _functions(tree: ast.Module) -> tuple[dict[str, ast.FunctionDef], dict[str, ast.AST]]:
    """The functions of a file, and the names of those that are bound again, with the node."""
    functions: dict[str, ast.FunctionDef] = {}
    repeated: dict[str, ast.AST] = {}
    for statement in tree.body:
        for name, node in () if _is_guard(statement) else bound([statement]).items():
            if name in functions:
                repeated.setdefault(name, node)
        if isinstance(statement, ast.FunctionDef):
            functions[statement.name] = statement
    return functions, repeated


def _nested(functions: Mapping[str, ast.FunctionDef]) -> dict[str, tuple[str, ast.AST]]:
    """The functions inside functions by name, with the name of the function around."""
    return {
        inner.name: (outer, inner)
        for outer, function in functions.items()
        for statement in function.body
        if not isinstance(statement, ast.Assign | ast.Return | ast.AugAssign | ast.Expr)
        for inner in ast.walk(statement)
        if isinstance(inner, ast.FunctionDef)
    }


@deep
def _rewritten(
    tree: ast.Module, functions: dict[str, ast.FunctionDef], imports: Mapping[str, str],
    defined: Mapping[str, ast.AST],
) -> dict[str, ast.expr]:  # fmt: skip
    """Write functions in the smaller language that is lowered, in place; return the constants."""
    constants = constants_of(tree.body)
    known = typing_names(imports, defined)
    # a body of more statements than syntax is read is refused as it stands
    readable = [one for one in functions.values() if len(one.body) <= MOST_SYNTAX]
    for function in readable:
        _rename_types(function, known)
        if constants:
            substitute(function, constants)
    taken = {*functions, *defined}
    for function in readable[:]:
        lifted = lift(function, frozenset(), taken)
        readable += lifted.values()
        functions |= lifted
    for function in readable:
        desugar(function, functions, imports, defined)
        spread_choices(function)
    for function in readable:
        settle_defaults(function)
    return constants


def _spec(
    statements: list[ast.stmt], imports: Mapping[str, str], defined: Mapping[str, ast.AST]
) -> str:
    """The library function that a task names as its `spec`; "" if it names none."""
    for statement in statements:
        match statement:
            case ast.Assign([ast.Name("spec")], value):
                return library_name(value, imports, defined)
            case _:
                pass
    return ""


def _is_guard(statement: ast.stmt) -> bool:
    """Whether a statement runs only if its file is the main program."""
    return isinstance(statement, ast.If) and any(
        isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(statement.test)
    )


def origin(alias: ast.alias, node: ast.Import | ast.ImportFrom) -> str:
    """The origin of an imported name, dotted; `import a.b` binds a."""
    if isinstance(node, ast.ImportFrom):
        return f"{node.module or '.'}.{alias.name}"
    return alias.name if alias.asname else alias.name.partition(".")[0]


def _is_known(name: str, imports: Mapping[str, str]) -> bool:
    """Whether a name is imported with its meaning in the language, or as a type."""
    package, _, last = imports.get(name, "").partition(".")
    of_language = package in KNOWN.get(name, ()) and last.rpartition(".")[2] == name
    origin = imports.get(name, "")
    return of_language or origin in _TYPES or origin in _MODULES or origin in KNOWN_CALLS


def _rename_types(function: ast.FunctionDef, known: Mapping[str, str]) -> None:
    """Replace `List` of `typing` by `list` in a function's annotations, in place."""
    for inner in function.body:
        if isinstance(inner, ast.FunctionDef):
            _rename_types(inner, known)
    for parameter in _parameters(function):
        parameter.annotation = rename(parameter.annotation, known)
    function.returns = rename(function.returns, known)
    waiting = [function.body]
    while waiting:
        for statement in waiting.pop():
            if isinstance(statement, ast.AnnAssign):
                hint = rename(statement.annotation, known)
                assert hint is not None
                statement.annotation = hint
            elif isinstance(statement, ast.If | ast.For | ast.While):
                waiting += [statement.body, statement.orelse]


def names(module: Module) -> tuple[str, ...]:
    """The public functions of a file in textual order, without families."""
    return tuple(
        name
        for name, function in module.functions.items()
        if not name.startswith("_") and not function.decorator_list
    )


def is_family(function: ast.FunctionDef) -> bool:
    """Whether a function, decorated with `@family`, makes a program for each size."""
    return any(isinstance(d, ast.Name) and d.id == "family" for d in function.decorator_list)


def _parameters(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args]


def signature(module: Module, name: str) -> Signature:
    """The signature given by a function's annotations.

    Raises
    ------
    NotInLanguage
        CX211, CX302 or CX303 if an annotation is missing or outside the language.
    """
    function = module.functions[name]
    found = list(signature_refusals(module, name))
    if found:
        raise several(found)
    listed = _parameters(function)
    types = [annotation(parameter.annotation) for parameter in listed]
    results = result_types(function.returns)
    assert results is not None
    params = tuple(type_ for type_ in types if type_ is not None)
    return Signature(tuple(p.arg for p in listed), params, results, is_tuple(function.returns))


def signature_refusals(module: Module, name: str) -> Iterator[NotInLanguage]:
    """The refusals in a function's head, in textual order."""
    function, refuse = module.functions[name], module.source.refuse
    yield from _too_wide(module, function)
    yield from _decorators(module, function)
    for node, what, repair in _extras(function.args):
        yield refuse("CX211", node, what=what, repair=repair)
    for parameter in _parameters(function):
        if annotation(parameter.annotation) is None:
            yield refuse("CX302", parameter, kind="parameter", name=parameter.arg, function=name,
                lack=lack(parameter.annotation),
                repair=instead(parameter.arg, parameter.annotation))  # fmt: skip
    if result_types(function.returns) is None:
        yield refuse("CX303", function.returns or function, function=name,
            lack=lack(function.returns), repair=result_instead(function.returns))  # fmt: skip


def _too_wide(module: Module, function: ast.FunctionDef) -> Iterator[NotInLanguage]:
    numbers = {
        "parameters": len(_parameters(function)),
        "results": len(result_types(function.returns) or ()),
    }
    for what, count in numbers.items():
        if count > WIDEST:
            yield module.source.refuse(
                "CX113", function, function=function.name, count=count, what=what, most=WIDEST
            )


def _decorators(module: Module, function: ast.FunctionDef) -> Iterator[NotInLanguage]:
    for node in function.decorator_list:
        text = quote(node)[1:-1]
        yield module.source.refuse(
            "CX201", node, what=f"the decorator @{text}", repair=f"drop @{text}"
        )


def _undefault(value: ast.expr) -> str:
    """The repair for a default that is no constant."""
    if isinstance(value, ast.Constant):
        return "a value has one type, and None is none: take a number such as -1 as the default"
    if isinstance(value, ast.List | ast.Dict | ast.Set | ast.Call):
        return "Python makes it once, for all calls: leave it out, and pass it at every call"
    return "a default is a literal or a constant of the file: leave it out, and pass the argument"


def _extras(args: ast.arguments) -> Iterator[tuple[ast.AST, str, str]]:
    """The unsupported features of parameters: the node, its kind, and the repair."""
    every = "and pass every argument"
    for value in args.defaults:
        if not is_constant(value):
            yield value, f"the default value {quote(value)}", _undefault(value)
    for star, starred in (("*", args.vararg), ("**", args.kwarg)):
        if starred is not None:
            repair = f"give every parameter a name and an annotation, {every}"
            yield starred, f"'{star}{starred.arg}'", repair
    for parameter in args.kwonlyargs:
        repair = "leave the `*` out, and pass the arguments by position"
        yield parameter, f"the keyword-only parameter {parameter.arg!r}", repair
