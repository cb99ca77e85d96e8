"""Execution of task files: the only place where the code of a file runs."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import CodeType, ModuleType
from typing import Any

from .. import storage, streams
from ..plain import quoted, told
from ..python.module import Module, Signature
from ..stopping import refuse_asked
from .inputs import Arguments, Inputs, default_size, fresh, of_types
from .marks import KINDS, Family, is_family
from .problems import NO_SUCH_SIZE, TaskProblem, failed, guarded
from .signatures import commonest

MOST_SIZE = 10**9
Judge = Callable[[Arguments, Any], bool]


@dataclass(frozen=True, slots=True)
class Definitions:
    """The definitions of a task file; exceptions of its functions become `TaskProblem`s."""

    spec: Callable[..., Any] | None
    accepts: Judge | None
    loss: Callable[[Arguments, Any], Any] | None
    domains: Callable[[int | None, int], Any] | None
    inputs: Any
    checked: Any
    default_size: Any
    given: dict[str, tuple[str, ...]]
    kinds: dict[str, str]
    families: dict[str, Family]


def execute(text: str, file: str) -> dict[str, Any]:
    """Execute a text, the same one that was parsed; return its namespace.

    Raises
    ------
    TaskProblem
        If it raises any exception.
    """
    module = ModuleType(f"complexity task {file}")
    module.__file__ = file
    sys.modules[module.__name__] = module  # dataclasses look their module up there
    storage.executed.append(file)
    try:
        # output of a task file is not part of a report
        with contextlib.redirect_stdout(streams.Beside(streams.err())):
            exec(compiled(text, file), module.__dict__)
    except BaseException as error:
        refuse_asked(error)
        raise failed(error, "the task file", file) from error
    return module.__dict__


def compiled(text: str, file: str) -> CodeType:
    """Compile a text without warnings, which do not concern the cost of a program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(text, file, "exec", dont_inherit=True)


def definitions(space: Mapping[str, Any], module: Module) -> Definitions:
    """Check and collect the definitions of a task file.

    Raises
    ------
    TaskProblem
        If one of them cannot be used.
    """
    file = module.source.file
    spec = _function(space, "spec", file)
    families = {
        name: _family(value, name, file)
        for name, value in space.items()
        if is_family(value) and not name.startswith("_")
    }
    return Definitions(
        spec,
        _judge(_function(space, "accepts", file), spec, file),
        _function(space, "loss", file),
        _function(space, "domains", file),
        space.get("inputs"),
        space.get("checked"),
        space.get("default_size"),
        _named(space.get("given", {}), "given", module),
        kinds_of(_named(space.get("kinds", {}), "kinds", module), file),
        families,
    )


def task_inputs(value: Any, name: str, found: Mapping[str, Signature], file: str) -> Inputs:
    """The inputs that a file defines, or those of its most common signature."""
    if value is None and found:
        return of_types(commonest(found.values())[0].params)
    if not all(callable(getattr(value, part, None)) for part in ("all", "count", "sample")):
        needed = "where inputs of `complexity.tasks` are needed (all, count and sample)"
        raise _unusable(f"{name!r} is {quoted(value)}, {needed}", file)
    if isinstance(value, Inputs):
        return value
    what, up_to = getattr(value, "what", f"its {name}"), getattr(value, "up_to", None)
    return Inputs(value.all, value.count, value.sample, what, up_to)


def task_size(size: Any, inputs: Inputs, file: str) -> int:
    """The default size that a file defines, or the largest with at most 1,000 inputs."""
    if size is None:
        return default_size(inputs)
    if type(size) is not int or not 0 <= size <= MOST_SIZE:
        needed = f"where an integer from 0 to {MOST_SIZE:,} is needed"
        raise _unusable(f"'default_size' is {quoted(size)}, {needed}", file)
    return size


def _function(space: Mapping[str, Any], name: str, file: str) -> Callable[..., Any] | None:
    value = space.get(name)
    if value is not None and not callable(value):
        raise _unusable(f"{name!r} is {quoted(value)}, where a function is needed", file)
    return None if value is None else guarded(value, repr(name), file)


def _family(build: Family, name: str, file: str) -> Family:
    """Wrap a family; it lacks the sizes at which it raises ValueError."""

    def sized(n: int) -> Any:
        try:
            return build(n)
        except ValueError as error:
            message = f"{name} has no program for n = {n}: {told(error)}"
            raise TaskProblem(NO_SUCH_SIZE, message, "choose another size", file) from error

    return guarded(sized, f"the family {name}", file)


def _judge(
    accepts: Callable[..., Any] | None, spec: Callable[..., Any] | None, file: str
) -> Judge | None:
    """The judge of answers: `accepts`, or else equality with the spec's answer."""
    if accepts is not None:
        return guarded(partial(_accepted, accepts), "what 'accepts' returns", file)
    return None if spec is None else partial(_equal, spec, file)


def _accepted(accepts: Callable[..., Any], args: Arguments, result: Any) -> bool:
    return bool(accepts(args, result))


def _equal(spec: Callable[..., Any], file: str, args: Arguments, result: Any) -> bool:
    right = spec(*fresh(args))
    try:
        return bool(right == result)
    except BaseException as error:  # raised by a comparison that the file defines
        refuse_asked(error)
        raise failed(error, "comparing what 'spec' returns", file) from error


def decided_by_spec(accepts: Judge | None) -> bool:
    """Whether an answer is right exactly if it equals that of the spec."""
    return isinstance(accepts, partial) and accepts.func is _equal


def kinds_of(listed: Mapping[str, tuple[str, ...]], file: str) -> dict[str, str]:
    """The kind of each answer, from the answers of each kind.

    Raises
    ------
    TaskProblem
        If there is no such kind, or an answer is of two.
    """
    found: dict[str, str] = {}
    for name, answers in listed.items():
        if name not in KINDS:
            known = ", ".join(map(repr, KINDS))
            raise _unusable(f"'kinds' has {quoted(name)}, where one of {known} is needed", file)
        for answer in answers:
            if answer in found:
                both = f"both {found[answer]!r} and {name!r}"
                raise _unusable(f"'kinds' says that {quoted(answer)} is {both}", file)
            found[answer] = name
    return found


def _named(value: Any, what: str, module: Module) -> dict[str, tuple[str, ...]]:
    """A dict of lists of functions of the file."""
    file = module.source.file
    if not isinstance(value, dict):
        needed = "where a dict of lists of names is needed"
        raise _unusable(f"{what!r} is {quoted(value)}, {needed}", file)
    for key, names in value.items():
        place = f"{what}[{quoted(key)}]"
        if not isinstance(names, list | tuple):
            raise _unusable(f"{place} is {quoted(names)}, where a list is needed", file)
        for name in names:
            if name not in module.functions:
                raise _unusable(f"{place} names {quoted(name)}, no function here", file)
    return {str(key): tuple(names) for key, names in value.items()}


def _unusable(message: str, file: str) -> TaskProblem:
    return TaskProblem("CX004", message, "correct the task file", file)
