"""From a text to a program graph: parse, refuse, lower, normalise, check; nothing is executed."""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from ..language.check import check
from ..language.graph import Function, Graph, Region, callees, recalled
from ..language.naming import gathered
from ..language.normal.normal_form import normalise
from ..language.stack_room import deep
from ..language.types import Type
from .absent import no_program, no_such_program
from .aliasing.analysis import check_aliasing, too_much, updated_parameters
from .aliasing.state import TooMuchWork
from .annotations import INFERRED
from .bindings import Value, leaves, settle_function
from .builder import Builder, Program
from .expressions import expression
from .flow import check_bound, falls
from .library import functions as library_functions
from .library import result
from .module import (
    MOST_SYNTAX,
    Module,
    Signature,
    names,
    parse_module,
    signature,
    signature_refusals,
)
from .recovery import Recovery, follows, read_on
from .refusals import NotInLanguage, several
from .scopes import outer_names
from .statements import block, flags
from .subset import WORDS, syntax_refusals

_OF_NAMES = ("CX106", "CX221")  # refusals of a function's name, whose body is still checked
_LIMITS = ("CX103", "CX108", "CX109", "CX112", "CX113")  # refusals that end the checking
MOST_WORK = 100_000  # nodes and values processed again to find all refusals

Functions = dict[str, ast.FunctionDef]


def parse(text: str, file: str = "<text>", name: str | None = None) -> Graph:
    """Compile a function of a text, by default its last public one, to a program graph.

    Raises
    ------
    NotInLanguage
        If the text is outside the language; the exception gives the place and the repair.

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
            raise no_program(module)
        name = programs[-1]
    return compile_program(module, name)


def compile_program(module: Module, name: str, words: Collection[str] = ()) -> Graph:
    """Compile a program of a file to its normalised graph.

    Parameters
    ----------
    module : the parsed file
    name : the program, a top-level function of the file
    words : functions of the file that are given, so that their length is not counted

    Raises
    ------
    NotInLanguage
        If the program, or a function that it calls, is outside the language.
    """
    if name not in module.functions:
        raise no_such_program(module, name)
    return _normal(_read(module, name, words))


def compile_word(module: Module, name: str, words: Collection[str] = ()) -> Graph:
    """Compile a word to its normalised graph, as programs that call it see it.

    It is given, with all that it calls, so that it is the same function in every program.

    Parameters
    ----------
    module, name, words : as in `compile_program`; the name is one of the words

    Raises
    ------
    NotInLanguage
        As in `compile_program`.
    """
    if name not in module.functions:
        raise no_such_program(module, name)
    return _normal(_read(module, name, (*words, name), True))


@deep
def _normal(graph: Graph) -> Graph:
    made = normalise(graph)
    check(made)
    return made


def lower(module: Module, name: str, words: Collection[str] = ()) -> Graph:
    """The graph of a program as written, before normalisation."""
    return _read(module, name, words)


@deep
def _read(module: Module, name: str, words: Collection[str], given: bool = False) -> Graph:
    _refuse_size(module, name, {name: module.functions[name]})  # before it is searched for names
    functions = reached(module, name)
    size = _refuse_size(module, name, functions)
    own = frozenset(words) if given else frozenset(words) - {name}
    compiler = _Compiler(module, functions, own)
    try:
        for refusal in _of_text(module, functions):
            raise refusal
        if module.fault is not None:
            raise module.fault
        _check_functions(module, functions)
        return compiler.graph(name, check_aliasing(functions, module.source), given)
    except NotInLanguage as first:
        if first.code in _LIMITS:
            raise
        raise _all_refusals(module, name, functions, size) or first from None


def _of_text(module: Module, functions: Functions) -> Iterator[NotInLanguage]:
    """The refusals in functions that do not depend on types."""
    for name, function in functions.items():
        if name in module.repeated:
            yield module.source.refuse("CX106", module.repeated[name], name=name)
        if name in WORDS:
            yield module.source.refuse("CX221", function, name=name)
        yield from signature_refusals(module, name)
        yield from syntax_refusals(module, function)


def _all_refusals(module: Module, name: str, known: Functions, size: int) -> NotInLanguage | None:
    """All refusals of a program: after each, the refused part is replaced and checking goes on.

    A refusal that may follow from another one is left out; aliasing is only checked once all types
    are known.
    """
    functions = copy.deepcopy(known)
    module = replace(module, functions=module.functions | functions)
    recovery, found = Recovery(functions), list(_of_text(module, functions))
    if module.fault is not None:
        return several(found or [module.fault])
    for refusal in found:
        read_on(recovery, refusal)
    going = not any(refusal.code not in _OF_NAMES for refusal in _of_text(module, functions))
    work = 0
    while going and work < MOST_WORK:
        compiler = _Compiler(module, functions, frozenset())
        refused = _of_types(compiler, name)
        if refused is None or refused.code in _LIMITS:
            break
        if not follows(recovery, refused):
            found.append(refused)
        going = read_on(recovery, refused)
        work += size + sum(builder.fresh for builder in compiler.builders)
    return several(found) if found else None


def _of_types(compiler: _Compiler, name: str) -> NotInLanguage | None:
    """The first refusal of names or types or, if there is none, of aliasing."""
    functions = compiler.reached
    try:
        _check_functions(compiler.module, functions)
        compiler.graph(name, updated_parameters(functions))
        check_aliasing(functions, compiler.module.source)
    except TooMuchWork as error:
        return too_much(error, functions, compiler.module.source)
    except NotInLanguage as refusal:
        return refusal
    return None


def _refuse_size(module: Module, name: str, functions: Functions) -> int:
    """The number of syntax nodes of functions; refuse too many."""
    size = sum(
        not isinstance(node, ast.Constant | ast.expr_context)
        for function in functions.values() for node in ast.walk(function)
    )  # fmt: skip
    if size > MOST_SYNTAX:
        refuse = module.source.refuse
        raise refuse("CX108", functions[name], function=name, size=size, most=MOST_SYNTAX)
    return size


def reached(module: Module, name: str) -> Functions:
    """The functions of a file that a program may call, itself first."""
    found = {name: module.functions[name]}
    waiting = [name]
    while waiting:
        for name in outer_names(found[waiting.pop()]):
            if name in module.functions and name not in found:
                found[name] = module.functions[name]
                waiting.append(name)
    return found


@dataclass(slots=True)
class _Compiler:
    """The functions of one program, lowered in the order of their calls."""

    module: Module
    reached: Functions
    words: frozenset[str]
    order: list[tuple[str, bool]] = field(default_factory=list)
    builders: list[Builder] = field(default_factory=list)
    in_word: bool = False
    instances: dict[tuple[str, tuple[Type, ...]], str] = field(default_factory=dict)
    library: Functions = field(default_factory=dict)
    inferred: set[str] = field(default_factory=set)

    def graph(self, entry: str, updated: dict[str, tuple[int, ...]], given: bool = False) -> Graph:
        signatures = {name: signature(self.module, name) for name in self.reached}
        if not signatures[entry].results and not updated[entry]:
            raise self.module.source.refuse("CX405", self.reached[entry], function=entry)
        program = Program(
            self.module, dict(updated), signatures, self.index_of,
            lambda name: self.infer(program, name),
            lambda name, types: self.instance(program, name, types),
        )  # fmt: skip
        self.order.append((entry, given))
        made: list[Function] = []
        while len(made) < len(self.order):
            made.append(self.function(program, *self.order[len(made)]))
        made = [settle_function(function) for function in made]
        if given:
            return Graph(tuple(made))
        return Graph(_with_entry(made, entry, signatures[entry], updated[entry]))

    def index_of(self, name: str) -> int:
        """The index of a callee; the callees of a given word are given too, as separate copies."""
        key = (name, self.in_word or name in self.words)
        if key not in self.order:
            self.order.append(key)
        return self.order.index(key)

    def function(self, program: Program, name: str, given: bool) -> Function:
        self.in_word = given
        b = _builder(program, name)
        b.of_library = name in self.library
        self.builders.append(b)
        function = lower_function(b, self.body(name))
        source = self.module.source.file if given else ""
        word = name if name in self.words else ""
        return replace(function, source=source, given=given, word=word)

    def body(self, name: str) -> ast.FunctionDef:
        """The text of a function of the program, or of the library."""
        return self.library[name] if name in self.library else self.reached[name]

    def infer(self, program: Program, name: str) -> None:
        """Determine the types of a function's results, by lowering it once before its turn."""
        if name in self.inferred:
            return
        self.inferred.add(name)
        b = _builder(program, name)
        self.builders.append(b)
        lower_function(b, self.body(name))

    def instance(self, program: Program, name: str, types: tuple[Type, ...]) -> str:
        """The name of a function of the library for arguments of given types."""
        if (name, types) not in self.instances:
            key, count = name, 1
            while key in self.module.functions or key in self.library:
                count += 1
                key = f"{name}_{count}"
            function = library_functions()[name]
            self.instances[name, types], self.library[key] = key, function
            names = tuple(argument.arg for argument in function.args.args)
            program.signatures[key] = Signature(names, types, (result(name, types),))
            program.updated[key] = ()
        return self.instances[name, types]


def _check_functions(module: Module, functions: Functions) -> None:
    for name, function in functions.items():
        check_bound(function, module.source)
        returns_nothing = isinstance(function.returns, ast.Constant)
        if falls(function.body) and not returns_nothing:
            wanted = ast.unparse(function.returns) if function.returns else "a value"
            wanted = "a value" if wanted == INFERRED else wanted
            raise module.source.refuse("CX306", function, function=name, wanted=wanted)


def _builder(program: Program, name: str) -> Builder:
    """Make the builder of a function."""
    types = program.signatures[name]
    updated = tuple(types.names[i] for i in program.updated[name])
    return Builder(program, name, types, updated, expression)


def lower_function(b: Builder, function: ast.FunctionDef) -> Function:
    """Lower a function; it returns its own results, then the lists that it updates."""
    types, updated = b.signature, b.updated
    _refuse_rebinding(b.program.module, function, updated)
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
    extra = tuple(types.params[i] for i in b.program.updated[b.name])
    region = Region(tuple(params), types.params, tuple(b.nodes), operands)
    known, lost = gathered(b.named)
    every = (*types.results, *extra)
    return Function(b.name, region, every, line=function.lineno, names=known, lost=lost)


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
    """Add an entry that returns only the answer.

    An entry with a result returns that result; one that returns None returns the lists it updates.
    """
    first = functions[0]
    if not updated or not types.results:
        return tuple(functions)
    count = len(types.results)
    body = replace(first.body, results=first.body.results[:count])
    answer = replace(first, body=body, result_types=first.result_types[:count])
    if not any(0 in callees(function.body) for function in functions):
        return (answer, *functions[1:])
    last = len(functions)
    shifted = [recalled(function, lambda index: index or last) for function in functions]
    return (recalled(answer, lambda index: index or last), *shifted[1:], shifted[0])
