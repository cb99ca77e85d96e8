"""Legal and unique names for the wires of a circuit in a written file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..aig.graph import Aig


class Labels(NamedTuple):
    """The names of the inputs and of the outputs, and the prefix of gate names."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    gate: str


def labels(aig: Aig, legal: Callable[[str], bool]) -> Labels:
    """Choose unique names of inputs and outputs; an illegal name becomes x0, ... or y0, ....

    A name that is already used gets the suffix ``_2``, ``_3``, ....
    """
    taken: set[str] = set()
    inputs = tuple(
        _unique(_kept(name, legal, "x", i), taken) for i, name in enumerate(aig.input_names)
    )
    outputs = tuple(
        _unique(_kept(name, legal, "y", i), taken) for i, name in enumerate(aig.output_names)
    )
    return Labels(inputs, outputs, _prefix([*inputs, *outputs]))


def _kept(name: str, legal: Callable[[str], bool], letter: str, position: int) -> str:
    return name if name and legal(name) else f"{letter}{position}"


def _unique(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    taken.add(found)
    return found


def _prefix(names: Sequence[str]) -> str:
    """The shortest of n, n_, n__, ... that is not followed by digits in any of the names."""
    prefix = "n"
    while any(re.fullmatch(rf"{prefix}\d+", name) for name in names):
        prefix += "_"
    return prefix
