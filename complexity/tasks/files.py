"""Task files: read with `ast`, and executed only if named as a task.

A file with a `spec`, `accepts`, `inputs` or a family is executed when it is loaded here. A file
with programs alone is never executed: its inputs come from the signature.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..plain import quoted
from ..python.absent import no_program
from ..python.module import Module, Signature, is_family, parse_module, written
from ..python.refusals import NotInLanguage
from ..python.source import read_text, syntax
from .execution import definitions, execute, task_inputs, task_size
from .inputs import Arguments, Inputs, default_size, of_types
from .marks import Family
from .problems import TaskProblem, guarded
from .signatures import READ, answers, choose, commonest, kind, refusal, show, signatures
from .wrapping import wrapped

NEED_EXECUTION = ("spec", "accepts", "inputs", "domains")
LANGUAGES = ("bare", "objective", "construct", "search")


@dataclass(frozen=True, slots=True)
class Task:
    """A question, with its answers.

    Attributes
    ----------
    name, file : the name given, and the path
    title : the first line of its docstring
    signature : of every answer
    answers : its functions, in textual order
    families : its families, functions from n to a program
    inputs, checked : the inputs measured, and further inputs on which answers are checked
    spec : the function that gives the right answer
    accepts : the predicate for right answers; None if the task has none
    loss : the loss of an answer, if the task defines it
    domains : from n (None without lists) and w to the integer range of each parameter of a
        circuit, if the task defines it
    given : the words of each reference language
    kinds : by answer, what kind of program it is, as its file says: one of `marks.KINDS`
    unread : module-level names that the calculator does not read
    others : public functions that are neither answers nor words, with reasons
    library : the file of the words, if the answers are in another file
    """

    name: str
    file: str
    title: str
    module: Module
    signature: Signature
    answers: tuple[str, ...]
    inputs: Inputs
    checked: Inputs
    default_size: int
    families: Mapping[str, Family] = field(default_factory=dict)
    spec: Callable[..., Any] | None = None
    accepts: Callable[[Arguments, Any], bool] | None = None
    loss: Callable[[Arguments, Any], Any] | None = None
    domains: Callable[[int | None, int], Any] | None = None
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    library: Module | None = None


def words_of(task: Task, language: str) -> tuple[str, ...]:
    """The words that a reference language gives for a task; `bare` gives none.

    Raises
    ------
    TaskProblem
        If the language is neither one of the four nor the task's own.
    """
    if language in task.given:
        return task.given[language]
    if language in LANGUAGES:
        return ()
    known = ", ".join(dict.fromkeys([*LANGUAGES, *task.given]))
    message = f"there is no language {language!r} for {task.name}"
    raise TaskProblem("CX001", message, f"name one of: {known}")


def load_task(path: str, name: str = "") -> Task:
    """Load the task of a file; without a spec, that of its most common signature.

    Raises
    ------
    NotInLanguage
        If the file cannot be read, is not Python, or has no function.
    TaskProblem
        If executing the file fails, or its definitions cannot be used.
    """
    return load_tasks(path, name)[0]


def load_tasks(path: str, name: str = "", trusted: bool = True) -> tuple[Task, ...]:
    """Load the tasks of a file: one with a spec, else one per signature, most common first.

    Parameters
    ----------
    trusted : whether the file may be executed, as one with a spec must be

    Raises
    ------
    TaskProblem
        CX015 if it would have to be executed, and may not be.
    """
    text = read_text(path)
    module = parse_module(text, path)
    needed = needs_execution(module)
    if needed and not trusted:
        message = f"{path} defines {', '.join(needed)}, which only executing it would tell"
        repair = (
            "add --trust if you trust the file, which is not in the current folder or not yours; "
            "`--task TASK FILE.py` judges its programs without executing it"
        )
        raise TaskProblem("CX015", message, repair)
    if needed:
        return (guarded(_executed, "the task file", path)(text, module, name or path),)
    return _unexecuted(module, name or path)


def read_module(path: str) -> Module:
    """Parse a file that is only a source of programs, which is never executed."""
    return parse_module(read_text(path), path)


def read_tasks(module: Module) -> tuple[Task, ...]:
    """The tasks of a file that is not executed, one per signature, most common first."""
    return _unexecuted(module, module.source.file)


def read_task(module: Module, short: str) -> Task | None:
    """The task among them that a function answers; None if its signature is unsupported."""
    found, refused = signatures(module, ())
    if short not in found:
        return None
    same = {name: sign for name, sign in found.items() if kind(sign) == kind(found[short])}
    return _of_programs(module, module.source.file, same, tuple(refused), _unexecuted_names(module))


def answered_by(module: Module, task: Task) -> Task:
    """A task whose answers are the programs of another, parsed file."""
    path, asked = module.source.file, task.library or task.module
    module = replace(module, withheld=asked.withheld)
    chosen, others = answers(module, task.signature, ())
    if not chosen:
        _annotations(module, others, task.signature)
        why = "; ".join(f"{name}: {reason}" for name, reason in others) or "no public function"
        raise TaskProblem(
            "CX004", f"no program of this file answers {task.name} ({why})",
            f"write an annotated function {show(task.signature)}", path,
        )  # fmt: skip
    return replace(
        task, file=path, module=module, answers=chosen, families={}, kinds={},
        unread=_unexecuted_names(module), others=others, library=asked,
    )  # fmt: skip


def _annotations(module: Module, others: Sequence[tuple[str, str]], wanted: Signature) -> None:
    """Refuse a file if the signatures of all public functions are outside the language."""
    refused = [found for name, _ in others if (found := refusal(module, name)) is not None]
    if refused and len(refused) == len(others):
        first = refused[0]
        if first.code not in ("CX302", "CX303"):
            raise first
        raise NotInLanguage(
            first.code, first.file, first.line, first.column, first.text, first.width,
            first.message, f"write an annotated function {show(wanted)}", first.node,
        )  # fmt: skip


def needs_execution(module: Module) -> tuple[str, ...]:
    """Describe the definitions that require execution; none for a file of programs only."""
    defined = {*module.definitions}
    names = [repr(name) for name in NEED_EXECUTION if name in defined]
    families = [name for name, function in module.functions.items() if is_family(function)]
    return (*names, *(f"the family {name!r}" for name in families[:3]))


def _unexecuted(module: Module, name: str) -> tuple[Task, ...]:
    found, refused = signatures(module, ())
    if not found:
        raise no_program(module, READ)
    groups: dict[object, dict[str, Signature]] = {}
    for short, sign in found.items():
        groups.setdefault(kind(sign), {})[short] = sign
    ordered = [groups[kind(sign)] for sign in commonest(found.values())]
    unread = _unexecuted_names(module)
    return tuple(_of_programs(module, name, one, tuple(refused), unread) for one in ordered)


def _of_programs(
    module: Module, name: str, same: Mapping[str, Signature],
    refused: tuple[tuple[str, str], ...], unread: tuple[str, ...],
) -> Task:  # fmt: skip
    """The task of functions with the same signature; its inputs are generated from the types."""
    sign = next(iter(same.values()))
    inputs = of_types(written(sign)[0])
    return Task(
        name, module.source.file, f"programs {show(sign)}", module, sign, tuple(same),
        inputs, inputs, default_size(inputs), unread=unread, others=refused,
    )  # fmt: skip


def _executed(text: str, module: Module, name: str) -> Task:
    file = module.source.file
    says = definitions(execute(text, file), module)
    tree = syntax(text, module.source)
    words = tuple(dict.fromkeys(word for listed in says.given.values() for word in listed))
    found, _ = signatures(module, words)
    own = task_inputs(says.inputs, "inputs", found, file)
    untyped = wrapped(own, "inputs", None, file)
    args = next((args for n in (2, 3, 1, 4, 0) for args in untyped.all(n)), None)
    sign = None if args is None else choose(found, args, says.spec)
    if sign is None:
        raise _unanswered(args, file)
    inputs = wrapped(own, "inputs", sign.params, file)
    checked = inputs
    if says.checked is not None:
        own = task_inputs(says.checked, "checked", found, file)
        checked = wrapped(own, "checked", sign.params, file)
    chosen, others = answers(module, sign, words)
    return Task(
        name, file, _title(tree) or name, module, sign, chosen, inputs, checked,
        task_size(says.default_size, inputs, file), says.families, says.spec, says.accepts,
        says.loss, says.domains, says.given, says.kinds, _unread(module, *_imported(tree)), others,
    )  # fmt: skip


def _unanswered(args: Arguments | None, file: str) -> TaskProblem:
    if args is None:
        message = "'inputs' has no input of any size from 0 to 4"
    else:
        message = f"no annotated public function takes an input like {quoted(args)} to an answer"
    return TaskProblem("CX004", message, "correct the task file", file)


def _title(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def _unread(module: Module, *known: str) -> tuple[str, ...]:
    return tuple(name for name in module.unread if name not in (*READ, *known))


def _unexecuted_names(module: Module) -> tuple[str, ...]:
    """The same of a file that is not executed, of which `kinds` is not read either."""
    return (*_unread(module), *(name for name in module.unread if name == "kinds"))


def _imported(tree: ast.Module) -> tuple[str, ...]:
    """The names that imports bind at the top level of a file."""
    imports = [s for s in tree.body if isinstance(s, ast.Import | ast.ImportFrom)]
    names = [alias.asname or alias.name for statement in imports for alias in statement.names]
    return tuple(name.partition(".")[0] for name in names)
