"""Programs and tasks by name: TASK, TASK/NAME, FILE.py, FILE.py::NAME, FILE.graph::NAME."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from ..encoding.code import weigh
from ..encoding.library import Library, gather
from ..encoding.weight import compare
from ..language.check import check
from ..language.failures import IllFormed
from ..language.graph import Graph
from ..language.normal.normal_form import normalise
from ..language.text.writing import read
from ..language.types import Type
from ..plain import kind
from ..python.absent import no_program, no_such_program
from ..python.module import Module, Signature, is_family, names, parse_module
from ..python.parse import compile_program, compile_word
from ..python.refusals import NotInLanguage, Source
from ..python.scopes import outer_names
from ..python.source import read_text
from .corpus import shipped
from .files import Task, answered_by, load_tasks, read_module, read_task, read_tasks
from .inputs import default_size, of_types
from .problems import TaskProblem, guarded, unknown
from .signatures import READ, answer_of, forms, refusal, show

Libraries = Callable[[tuple[str, ...]], Library]  # from the words that are known


@dataclass(frozen=True, slots=True)
class Program:
    """An answer to a task.

    Attributes
    ----------
    name : TASK/NAME or FILE.py::NAME
    short : NAME
    kind : ``function``, ``family`` (another program for each size) or ``graph``
    graph : from n and the given words to the canonical graph; a function's is independent of n.
        If an answer has several forms, NAME and NAME__FORM, the shortest with these words is
        taken: a length is an upper bound, and the least known one counts
    text : from n to the text that the graph's lines refer to
    """

    name: str
    short: str
    kind: str
    task: Task
    graph: Callable[..., Graph]
    text: Callable[[int], str]


def find_tasks(name: str, trusted: bool = True) -> tuple[Task, ...]:
    """Find the tasks of a name, TASK or FILE.py.

    There are several if a file without a spec has several signatures. A named file is executed if
    it has a spec, inputs or families.

    Parameters
    ----------
    trusted : whether a file may be executed; the shipped ones always may

    Raises
    ------
    TaskProblem
        If there is no such task, or its file cannot be used, or may not be executed.
    NotInLanguage
        If its file cannot be read.
    """
    if is_file(name):
        return load_tasks(name, trusted=trusted)
    files = shipped()
    if name not in files:
        raise unknown("task", name, list(files))
    return (_shipped(name),)


@cache
def _shipped(name: str) -> Task:
    return load_tasks(str(shipped()[name]), name)[0]


def find_task(name: str, trusted: bool = True) -> Task:
    """Find the first of the tasks of a name."""
    return find_tasks(name, trusted)[0]


def is_file(name: str) -> bool:
    """Whether a name is that of a file, by its suffix."""
    return name.endswith((".py", ".graph"))


def find(name: str, task: Task | None = None) -> Program:
    """Find a program by name.

    Parameters
    ----------
    name : TASK/NAME, FILE.py::NAME, FILE.graph::NAME, or a file with a single program; a file
        named here is read and never executed
    task : the task that the program answers, if the file is only a source of programs

    Raises
    ------
    TaskProblem
        If there is no such program; the message suggests similar names.
    NotInLanguage
        If its file cannot be read.
    """
    file, separator, short = name.rpartition("::")
    if separator and is_file(file):
        return _of_file(file, short, task)
    if is_file(name):
        listed = _read_programs(name, task)
        if len(listed) == 1:
            return listed[0]
        raise TaskProblem(
            "CX001",
            f"{name} has {len(listed)} programs",
            f"name one of: {', '.join(program.name for program in listed)}",
        )
    found, separator, short = name.partition("/")
    if not separator or found not in shipped():
        raise unknown("program", name, [*shipped(), *all_names()])
    program = {one.short: one for one in answers(_shipped(found))}.get(short)
    if program is None:
        raise unknown("program", name, [one.name for one in answers(_shipped(found))])
    return program


def programs_of(name: str, task: Task | None = None) -> tuple[Program, ...]:
    """All programs of TASK or FILE.py; for a file without a spec, those of all signatures.

    Without `task`, the file is a task, and executed if it has a spec; as a source of answers to
    `task`, it is only read.
    """
    if name.endswith(".graph"):
        return tuple(_of_file(name, short, task) for short in _graphs(name))
    if task is not None and is_file(name) and name != task.file:
        return source_programs(read_module(name), task)
    return tuple(program for one in find_tasks(name) for program in answers(one))


def _read_programs(name: str, task: Task | None) -> tuple[Program, ...]:
    """The programs of a file named in place of a program; it is never executed."""
    if task is not None and name == task.file:
        return answers(task)
    if name.endswith(".graph"):
        return programs_of(name, task)
    return source_programs(read_module(name), task)


@lru_cache(maxsize=8)
def called_elsewhere(module: Module) -> frozenset[str]:
    """The names that functions of a file read from outside, except their own."""
    return frozenset(
        name
        for caller, function in module.functions.items()
        for name in outer_names(function)
        if name != caller
    )


def outermost_programs(
    name: str,
) -> tuple[tuple[Program, ...], tuple[NotInLanguage, ...]]:
    """The programs of a file in the order of its text, and the refusals of other functions.

    Functions that others of the file call are helpers, unless all are; the file is only read.
    """
    module = read_module(name)
    listed = {program.short: program for program in source_programs(module, None)}
    called, shown, refused = called_elsewhere(module), [], []
    for short, function in module.functions.items():
        if short in listed:
            shown += [listed[short]] if short not in called else []
        elif not short.startswith("_") and not is_family(function):
            found = refusal(module, short)
            refused += [found] if found is not None else []
    return tuple(shown or listed.values()), tuple(refused)


def all_names() -> list[str]:
    """TASK/NAME of every shipped program."""
    return [program.name for name in shipped() for program in answers(_shipped(name))]


def answers(task: Task) -> tuple[Program, ...]:
    """The programs of a task: its functions in textual order, then its families."""
    libraries = cache(partial(library_of, task))
    functions = [_function(task, short, libraries) for short in task.answers]
    return (*functions, *(_family(task, short) for short in task.families))


def _called(task: Task, short: str) -> str:
    own = not is_file(task.name) and task.file == str(shipped().get(task.name))
    return f"{task.name}/{short}" if own else f"{task.file}::{short}"


def _function(task: Task, short: str, libraries: Libraries | None = None) -> Program:
    libraries = libraries or cache(partial(library_of, task))

    @cache
    def compiled(words: tuple[str, ...]) -> Graph:
        return shortest_form(task, short, words, libraries)

    return Program(
        _called(task, short),
        short,
        "function",
        task,
        lambda n=0, words=(): compiled(tuple(words)),
        lambda n: "\n".join(task.module.source.lines),
    )


def shortest_form(task: Task, short: str, words: tuple[str, ...], libraries: Libraries) -> Graph:
    """The graph of an answer: the shortest of its forms NAME, NAME__FORM ..., given the words."""
    known = known_words(task, words)
    graphs = [compile_program(task.module, one, known) for one in forms(task.module, short)]
    if len(graphs) == 1:
        return graphs[0]
    library = libraries(known)
    best, least = graphs[0], weigh(graphs[0], library)
    for graph in graphs[1:]:
        weight = weigh(graph, library)
        if compare(weight, 1, least, 1) < 0:
            best, least = graph, weight
    return best


def library_of(task: Task, known: tuple[str, ...]) -> Library:
    """The library of some words of an answer's file."""
    return gather({word: compile_word(task.module, word, known) for word in known})


def known_words(task: Task, words: Collection[str]) -> tuple[str, ...]:
    """The given words that the answers' file has; in another file they must be identical."""
    module, library = task.module, task.library or task.module
    return tuple(
        word
        for word in words
        if word in module.functions
        and (module is library or _same(module.functions[word], library.functions.get(word)))
    )


def _same(first: ast.FunctionDef, second: ast.FunctionDef | None) -> bool:
    return second is not None and ast.dump(first) == ast.dump(second)


def _family(task: Task, short: str) -> Program:
    build = cache(task.families[short])

    @cache
    def graph(n: int) -> Graph:
        made: Any = build(n)
        if isinstance(made, Graph):
            what = f"the graph of {short} for n = {n}"
            return guarded(_normal, what, task.file)(made)
        if type(made) is not str:
            message = f"the family {short} returns a {kind(made)} for n = {n}"
            raise TaskProblem("CX004", message, "return a text or a Graph", task.file)
        module = parse_module(made, f"{short}({n})")
        return compile_program(module, _only(module, short))

    def text(n: int) -> str:
        made = build(n)
        return made if isinstance(made, str) else ""

    return Program(
        _called(task, short), short, "family", task, lambda n=0, words=(): graph(n), text
    )


def _normal(graph: Graph) -> Graph:
    """Check and normalise a graph made by a task file, which may be ill-formed."""
    check(graph)
    return normalise(graph)


def _only(module: Module, short: str) -> str:
    public = names(module)
    return public[0] if short not in public and len(public) == 1 else short


def _of_file(file: str, short: str, task: Task | None) -> Program:
    """Find a program in a file, which is not executed."""
    if file.endswith(".graph"):
        return _of_graph_file(file, short, task)
    if task is None or task.file != file:
        return of_module(read_module(file), short, task)
    program = {one.short: one for one in answers(task)}.get(short)
    if program is None:
        raise _missing(task.module, short, answers(task))
    return program


def of_module(module: Module, short: str, task: Task | None = None) -> Program:
    """A program of a parsed text, which is not executed, as an answer to a task if one is given.

    Raises
    ------
    TaskProblem
        If there is no such program; the message suggests similar names.
    NotInLanguage
        If its signature is outside the language.
    """
    if short not in names(module):
        raise _absent(module, short)
    own = answered_by(module, task) if task is not None else read_task(module, short)
    if own is not None and short in own.answers:
        return _function(own, short)
    raise _missing(module, short, answers(own) if own is not None else ())


def source_programs(module: Module, task: Task | None) -> tuple[Program, ...]:
    """The programs of a file that is not executed, as answers to a task if one is given."""
    if task is not None:
        return answers(answered_by(module, task))
    return tuple(one for part in read_tasks(module) for one in answers(part))


def _absent(module: Module, short: str) -> Exception:
    """The error for a name that is not a program: its meaning, or similar names."""
    found, file = no_such_program(module, short), module.source.file
    if found.code != "CX105" and short not in READ:
        return found
    if not names(module):
        return no_program(module, READ)
    return unknown("program", f"{file}::{short}", [f"{file}::{name}" for name in names(module)])


def _missing(module: Module, short: str, listed: tuple[Program, ...]) -> Exception:
    """The error for a public function that is not an answer, with all its refusals."""
    file, answer = module.source.file, answer_of(frozenset(names(module)), short)
    if answer != short:
        message = f"{short!r} is another form of {answer!r}, which stands for the shortest of them"
        return TaskProblem("CX004", message, f"name {file}::{answer}", file)
    if short in module.functions and refusal(module, short) is not None:
        try:
            compile_program(module, short)
        except NotInLanguage as refused:
            return refused
    reason = dict(listed[0].task.others).get(short) if listed else None
    if reason is not None:
        repair = f"name one of: {', '.join(one.name for one in listed)}"
        return TaskProblem("CX004", f"{short!r} is no program here: {reason}", repair, file)
    return unknown("program", f"{file}::{short}", [one.name for one in listed])


def _graphs(file: str) -> dict[str, Graph]:
    try:
        return read(read_text(file))
    except IllFormed as error:
        raise _misplaced(error, file) from None


def _misplaced(error: IllFormed, file: str) -> TaskProblem:
    """An error in a graph file, with its line."""
    repair = "correct the line; `complexity show PROGRAM` writes graphs in this form"
    return TaskProblem("CX006", error.reason, repair, file, error.line)


def _of_graph_file(file: str, short: str, task: Task | None) -> Program:
    found = _graphs(file)
    if short not in found:
        raise unknown("program", f"{file}::{short}", [f"{file}::{one}" for one in found])
    return of_graph(found[short], short, file, read_text(file), task)


def of_graph(
    graph: Graph, short: str, file: str, text: str = "", task: Task | None = None
) -> Program:
    """A graph as a program FILE::SHORT, which answers a task if one is given.

    Raises
    ------
    TaskProblem
        If the types of the graph are not those of the task.
    """
    graph = normalise(graph)
    types, results = graph.entry.body.param_types, graph.entry.result_types
    if task is None:
        task = _task_of_types(file, text, types, results)
    elif (types, results) != (task.signature.params, task.signature.results):
        raise TaskProblem(
            "CX004",
            f"the graph {short!r} does not take the arguments of {task.name}, or does "
            "not give its result",
            f"its signature must be {show(task.signature)}",
            file,
        )
    return Program(
        f"{file}::{short}",
        short,
        "graph",
        task,
        lambda n=0, words=(): graph,
        lambda n: text,
    )


def _task_of_types(
    file: str, text: str, types: tuple[Type, ...], results: tuple[Type, ...]
) -> Task:
    sign = Signature(tuple(f"x{i}" for i in range(len(types))), types, results, len(results) > 1)
    inputs = of_types(types)
    module = Module(Source(file, tuple(text.splitlines())), {}, {}, (), {}, {})
    title = f"graphs {show(sign)}"
    return Task(file, file, title, module, sign, (), inputs, inputs, default_size(inputs))
