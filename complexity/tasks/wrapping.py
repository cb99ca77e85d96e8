"""A task's inputs, checked as they are generated; an error becomes a message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from ..language.types import Bool, List, Type, spell
from ..machine.bounds import Some
from ..plain import quoted
from ..stopping import refuse_asked
from .inputs import Arguments, Inputs, count_up_to
from .problems import TaskProblem, failed, guarded
from .signatures import fits, in_range

REPAIR = "correct the task file"


def wrapped(inputs: Inputs, name: str, types: tuple[Type, ...] | None, file: str) -> Inputs:
    """Wrap inputs: check arguments against types, and convert exceptions to `TaskProblem`s.

    Their number must equal `count`, which also stops infinite inputs.
    """

    def all_(n: int) -> Iterator[Arguments]:
        made, known, given = 0, 0, False
        try:
            for made, args in enumerate(inputs.all(n), 1):
                if made > known and (known := count_up_to(told, n, 2 * made)) < made:
                    raise _uncounted(name, n, f"more than {known:,}", known, file)
                args = checked(args, name, types, file)
                given = True
                yield args
                given = False
            if (known := count_up_to(told, n, made + 1)) != made:
                raise _uncounted(name, n, f"{made:,}", told.count(n), file)
        except TaskProblem:
            raise
        except BaseException as error:
            refuse_asked(error)
            if given and isinstance(error, GeneratorExit):
                raise  # the consumer closed the generator
            raise failed(error, f"{name}.all({n})", file) from error

    def sample(n: int, rng: Random) -> Arguments:
        made = guarded(inputs.sample, f"{name}.sample({n})", file)(n, rng)
        return checked(made, name, types, file)

    up_to = None if inputs.up_to is None else natural(inputs.up_to, f"{name}.up_to", file)
    count = natural(inputs.count, f"{name}.count", file)
    shape = None
    if inputs.shape is not None and types is not None:
        shape = shaped(inputs.shape, f"{name}.shape", types, file)
    what = inputs.what if isinstance(inputs.what, str) else quoted(inputs.what)
    told = Inputs(all_, count, sample, what, up_to, shape)
    return told


def checked(args: Any, name: str, types: tuple[Type, ...] | None, file: str) -> Arguments:
    """Check that arguments have these types, and that integers fit 64 bits."""
    if not isinstance(args, tuple) or not (types is None or fits(args, types)):
        wanted = ", ".join(spell(type_) for type_ in types or ())
        raise TaskProblem(
            "CX004", f"{name!r} yields {quoted(args)}, where a tuple of ({wanted}) is needed",
            "yield tuples of arguments", file,
        )  # fmt: skip
    if types is not None and not in_range(args):
        message = f"{name!r} yields {quoted(args)}, with an integer beyond 64 bits"
        raise TaskProblem("CX004", message, "yield integers of 64 bits", file)
    return args


def _uncounted(name: str, n: int, made: str, counted: int, file: str) -> TaskProblem:
    message = f"{name}.all({n}) yields {made} inputs, and {name}.count({n}) is {counted:,}"
    return TaskProblem("CX004", message, "let them agree", file)


def natural(function: Callable[..., Any], what: str, file: str) -> Callable[..., int]:
    """Wrap a function of a task file that must return an integer >= 0."""
    call = guarded(function, what, file)

    def counted(*args: int) -> int:
        number = call(*args)
        if type(number) is not int or number < 0:
            message = f"{what} returns {quoted(number)}, where an integer >= 0 is needed"
            raise TaskProblem("CX004", message, REPAIR, file)
        return number

    return counted


def shaped(
    function: Callable[[int], Any], what: str, types: tuple[Type, ...], file: str
) -> Callable[[int], Arguments | None]:
    """Wrap a function that must return arguments with bounds in place of scalars, or None."""
    call = guarded(function, what, file)

    def shape(n: int) -> Arguments | None:
        found: Arguments | None = call(n)
        if found is None:
            return None
        if (
            not isinstance(found, tuple)
            or len(found) != len(types)
            or not all(map(is_shape, found, types))
        ):
            message = f"{what} returns {quoted(found)}, where arguments with bounds are needed"
            raise TaskProblem("CX004", message, REPAIR, file)
        return found

    return shape


def is_shape(value: Any, type_: Type) -> bool:
    """Whether a value has a type, with bounds in place of some scalars."""
    if isinstance(type_, List):
        return type(value) is list and all(is_shape(one, type_.element) for one in value)
    if type(value) is Some:
        ends = value.low, value.high
        whole = all(type(end) is int for end in ends) and value.low <= value.high
        return whole and (type_ != Bool() or 0 <= value.low <= value.high <= 1)
    return fits((value,), (type_,))
