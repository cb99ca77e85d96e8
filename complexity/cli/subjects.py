"""The subjects of a command line: tasks, programs, sizes and inputs."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..language.failures import IllFormed
from ..language.types import LARGEST, Type
from ..python.bindings import spell_known
from ..python.module import written
from ..python.refusals import NotInLanguage
from ..reports.objects import Object, error_object
from ..reports.pages import Lines, Page
from ..reports.problems import Problem
from ..tasks.corpus import shipped
from ..tasks.files import Task
from ..tasks.find import (
    Program,
    answers,
    called_elsewhere,
    find,
    find_task,
    find_tasks,
    is_file,
    programs_of,
)
from ..tasks.problems import TaskProblem
from ..tasks.signatures import fits, given, in_range, refusal, show, taken
from ..tasks.trust import is_own
from .errors import as_known

Known = Callable[[Task | None], Program]

SHOWN = 60  # characters of a wrong input quoted in a message


@dataclass(frozen=True, slots=True)
class Subject:
    """Programs that answer the same task and are compared, with the refusals of other files.

    Attributes
    ----------
    chosen : whether programs were named one by one, so that others are not missed
    """

    name: str
    task: Task
    programs: tuple[Program, ...]
    refused: tuple[Exception, ...] = ()
    chosen: bool = False


def subjects(args: argparse.Namespace) -> tuple[Subject, ...]:
    """The subjects of `rank` and `flips`; a file without a spec has one for each signature.

    With `--task`, or with further files after the first name, the files' programs join the task;
    these files are parsed and never executed.
    """
    args = argparse.Namespace(**{**vars(args), "names": list(dict.fromkeys(args.names))})
    if any(map(is_program, args.names)):
        return (of_programs(args),)
    trusted = bool(args.task) or may_execute(args, args.names[0])
    name, files = args.task or args.names[0], args.names if args.task else args.names[1:]
    if not files and name.endswith(".graph"):
        return of_graphs(name)
    if not files:
        # a public helper is a program too, but not the one that a reader looks for first
        found = sorted(find_tasks(name, trusted), key=all_helpers)
        named = [_called(name, task, len(found)) for task in found]
        return tuple(map(Subject, named, found, (answers(task) for task in found)))
    task = find_task(name, trusted)
    programs = () if args.task else answers(task)
    more, refused = submissions(args, files, task)
    if refused and not programs + more:
        raise refused[0]
    return (Subject(f"{name} with {', '.join(files)}", task, programs + more, refused),)


def is_program(name: str) -> bool:
    """Whether a name is that of a single program, TASK/NAME or FILE::NAME."""
    return "::" in name or ("/" in name and not is_file(name))


def of_programs(args: argparse.Namespace) -> Subject:
    """The programs that are named, and those of the tasks and files that are named beside them.

    They answer `--task`, else the first task that is named, by itself or in TASK/NAME, else that
    of the first program.
    """
    others = [name for name in args.names if name not in known_programs(args)]
    tasks = [name for name in others if not is_file(name.partition("::")[0])]
    first = args.task or (tasks or args.names)[0]
    single = not args.task and is_program(first)
    trusted = bool(args.task) or may_execute(args, first)
    task = named(args, first).task if single else find_task(first, trusted)
    found: list[Program] = []
    refused: list[Exception] = []
    for name in args.names:
        if name == task.name:
            found += answers(task)
            continue
        more, errors = submissions(args, (name,), task)
        found += more
        refused += errors
    programs = tuple({program.name: program for program in found}.values())
    for program in programs:
        if program.task.file in map(str, shipped().values()) and program.task.file != task.file:
            both = f"{programs[0].name} and {program.name} answer different tasks"
            raise Problem("CX007", both, "compare programs of one task")
    if refused and not programs:
        raise refused[0]
    listed = single and (first in known_programs(args) or is_file(first.partition("::")[0]))
    title = ", ".join(args.names) if listed else task.name
    return Subject(title, task, programs, tuple(refused), chosen=True)


def may_execute(args: argparse.Namespace, name: str) -> bool:
    """Whether a file named as a task may be executed: a trusted one, or with `--trust`."""
    return bool(args.trust) or is_own(name)


def submissions(
    args: argparse.Namespace, files: Sequence[str], task: Task
) -> tuple[tuple[Program, ...], tuple[Exception, ...]]:
    """The programs of files, or single ones, that answer a task, and what is refused of them."""
    found: list[Program] = []
    refused: list[Exception] = []
    for file in files:
        try:
            found += (named(args, file, task),) if is_program(file) else programs_of(file, task)
        except (NotInLanguage, TaskProblem, IllFormed) as error:
            refused.append(as_known(error))
    return tuple(found), tuple(refused)


def all_helpers(task: Task) -> bool:
    """Whether every program of a task is called by other functions of its file."""
    if task.families:
        return False
    called = called_elsewhere(task.module)
    return all(name in called for name in task.answers)


def program_of(args: argparse.Namespace, name: str) -> Program:
    """Find a program by name, as an answer to `--task` if that is given."""
    return named(args, name, find_task(args.task) if args.task else None)


def named(args: argparse.Namespace, name: str, task: Task | None = None) -> Program:
    """Find a program by name, as an answer to a task if one is given."""
    known = known_programs(args)
    return known[name](task) if name in known else find(name, task)


def known_programs(args: argparse.Namespace) -> dict[str, Known]:
    """The programs that `api` was given as objects, by the names that they have on a page."""
    known: dict[str, Known] = getattr(args, "programs_by_name", {})
    return known


def of_graphs(name: str) -> tuple[Subject, ...]:
    """The graphs of a file, one subject for each signature."""
    groups: dict[object, list[Program]] = {}
    for program in programs_of(name):
        sign = program.task.signature
        groups.setdefault((sign.params, sign.results), []).append(program)
    return tuple(
        Subject(_called(name, group[0].task, len(groups)), group[0].task, tuple(group))
        for group in groups.values()
    )


def _called(name: str, task: Task, several: int) -> str:
    return f"{name} {show(task.signature)}" if several > 1 else name


@dataclass(frozen=True, slots=True)
class Unranked:
    """A public function that belongs to no subject, with the reason."""

    name: str
    reason: str
    refusal: NotInLanguage | None


def unranked(compared: Sequence[Subject]) -> list[Unranked]:
    """The public functions that belong to no subject."""
    taking_part = {program.short for subject in compared for program in subject.programs}
    listed = [subject for subject in compared if not subject.chosen]
    tasks = {program.task.file: program.task for s in listed for program in s.programs}
    return [
        Unranked(f"{task.file}::{name}", why, refusal(task.module, name))
        for task in tasks.values()
        for name, why in task.others
        if name not in taking_part
    ]


def unranked_object(compared: Sequence[Subject]) -> list[Object]:
    """The same as JSON; for functions outside the language, `error` has the refusal."""
    return [
        {
            "name": one.name,
            "reason": one.reason,
            "error": None if one.refusal is None else error_object(one.refusal),
        }
        for one in unranked(compared)
    ]


def unranked_page(compared: Sequence[Subject]) -> Page:
    """List the functions that take no part, with reasons, and the parts of files not read."""
    tasks = {program.task.file: program.task for s in compared for program in s.programs}
    page: Page = ()
    for one in unranked(compared):
        if one.refusal is None:
            page += (f"not compared: {one.name}: {one.reason}",)
        else:
            first, *rest = one.refusal.show().splitlines()
            page += (Lines((f"not compared: {first}", *rest)),)
    unread = [(file, task.unread) for file, task in tasks.items() if is_file(task.name)]
    page += tuple(f"not read in {file}: {', '.join(names)}" for file, names in unread if names)
    return (*page, "")


def command_with(args: argparse.Namespace, command: str, *words: str) -> str:
    """A follow-up command in shell syntax, with the same task and language."""
    told = ["complexity", command, *(["--task", args.task] if args.task else ()), *words]
    if getattr(args, "trust", False) and command in ("rank", "flips", "list"):
        told.append("--trust")
    if args.language != "bare":
        told += ["--language", args.language]
    if args.given:
        told += ["--given", ",".join(args.given)]
    return shlex.join(told)


def sizes_of(args: argparse.Namespace, task: Task) -> tuple[int, ...]:
    """The requested sizes, or the task's default.

    Raises
    ------
    Problem
        If both -n and --sizes are given.
    """
    sizes: tuple[int, ...] | None = getattr(args, "sizes", None)
    if sizes is None:
        return (task.default_size if args.size is None else args.size,)
    if args.size is not None:
        raise Problem("CX007", "-n and --sizes are both given", "give one of them")
    return sizes


def size_of_input(args: argparse.Namespace, program: Program) -> int:
    """The size for a single input; only a family requires one."""
    if getattr(args, "sizes", None) is not None:
        raise Problem("CX007", "--input and --sizes are both given", "give one of them")
    if args.size is None and program.kind == "family":
        raise Problem(
            "CX007", f"{program.name} is a family: a program for each size",
            "say with -n which size the input has",
        )  # fmt: skip
    return program.task.default_size if args.size is None else int(args.size)


def arguments_of(text: str, task: Task) -> tuple[Any, ...]:
    """Parse the arguments given by `--input`.

    Raises
    ------
    Problem
        If the text is not a JSON array of arguments of the program's types.
    """
    wanted = task.signature.params
    repair = f"give a JSON array of the arguments {show(task.signature)}, like {example(task)}"
    try:
        values = json.loads(text, parse_int=integer_of)
    except (ValueError, RecursionError) as error:
        what = error if isinstance(error, ValueError) else "it nests too deep"
        raise Problem("CX003", f"--input {quoted(text)} is not JSON: {what}", repair) from None
    spoken = written(task.signature)[0]
    found = typed(values, spoken)
    if len(spoken) == 1 and (found is None or not fits(found, wanted)):
        found = typed([values], spoken)  # the argument of a program with one parameter, by itself
    if found is None or not fits(found, wanted):
        types = ", ".join(map(spell_known, spoken))
        raise Problem("CX003", f"--input {quoted(text)} is not an array of ({types})", repair)
    if not in_range(found):
        raise Problem("CX003", f"--input {quoted(text)} has an integer beyond 64 bits", repair)
    return found


def typed(values: Any, types: Sequence[Type]) -> tuple[Any, ...] | None:
    """Convert JSON values to arguments of these types; None if there are not as many."""
    if not isinstance(values, list) or len(values) != len(types):
        return None
    return tuple(taken(value, type_) for value, type_ in zip(values, types, strict=True))


def integer_of(digits: str) -> int:
    """Parse an integer of JSON; one beyond 64 bits is replaced by another such integer.

    Python itself refuses to parse thousands of digits.
    """
    return int(digits) if len(digits) <= 20 else 2 * LARGEST


def example(task: Task) -> str:
    """An example input of the task in the format of `--input`."""
    found = next((args for n in (3, 2, 1, 0) for args in task.inputs.all(n)), ())
    types = written(task.signature)[0]
    spoken = [given(value, type_) for value, type_ in zip(found, types, strict=bool(found))]
    return f"'{json.dumps(spoken)}'"


def quoted(text: str) -> str:
    """Quote a text in a message, shortened."""
    return repr(text if len(text) <= SHOWN else text[:SHOWN] + "...")
