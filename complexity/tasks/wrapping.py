"""A task's own inputs, checked as they are made: a wrong one is a message, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from ..language.types import Type, spell
from ..plain import quoted
from ..stopping import refuse_asked
from .inputs import Arguments, Inputs
from .problems import TaskProblem, failed, guarded
from .signatures import fits


def wrapped(inputs: Inputs, name: str, types: tuple[Type, ...] | None, file: str) -> Inputs:
    """The same inputs: arguments checked where types are given, exceptions `TaskProblem`s."""

    def checked(args: Any) -> Arguments:
        if isinstance(args, tuple) and (types is None or fits(args, types)):
            return args
        wanted = ", ".join(spell(type_) for type_ in types or ())
        raise TaskProblem(
            "CX004", f"{name!r} yields {quoted(args)}, where a tuple of ({wanted}) is needed",
            "yield tuples of arguments", file,
        )  # fmt: skip

    def all_(n: int) -> Iterator[Arguments]:
        try:
            for args in inputs.all(n):
                yield checked(args)
        except (TaskProblem, GeneratorExit):
            raise
        except BaseException as error:
            refuse_asked(error)
            raise failed(error, f"{name}.all({n})", file) from error

    def sample(n: int, rng: Random) -> Arguments:
        return checked(guarded(inputs.sample, f"{name}.sample({n})", file)(n, rng))

    up_to = None if inputs.up_to is None else guarded(inputs.up_to, f"{name}.up_to", file)
    count = guarded(inputs.count, f"{name}.count", file)
    return Inputs(all_, count, sample, inputs.what, up_to, inputs.shape)
