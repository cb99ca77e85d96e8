"""Simulation of many input patterns at once: an integer holds one bit per pattern.

Python's integers serve as machine words of any length: an AND of a thousand patterns costs about as
much as one of 64, and no dependency is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from .graph import NONE, Aig

WIDEST = 24  # inputs up to which all patterns are simulated at once


def simulate(aig: Aig, patterns: Sequence[int], count: int) -> list[int]:
    """The values of every variable on `count` patterns.

    Parameters
    ----------
    patterns : for each input, an integer whose bit j is its value in pattern j
    count : the number of patterns; higher bits must be 0

    Returns
    -------
    list of int
        For each variable, an integer whose bit j is its value in pattern j.

    Raises
    ------
    ValueError
        If there is not one integer of at most `count` bits for each input.
    """
    if len(patterns) != len(aig.inputs) or any(p < 0 or p >> count for p in patterns):
        raise ValueError(f"give {len(aig.inputs)} integers of {count} bits, one for each input")
    values = [0]
    simulate_on(aig, values, dict(zip(aig.inputs, patterns, strict=True)), (1 << count) - 1)
    return values


def simulate_on(
    aig: Aig, values: list[int], patterns: Mapping[int, int], every: int, end: int | None = None
) -> None:
    """Append the values of the variables that follow those simulated so far.

    Parameters
    ----------
    values : of the first variables of the circuit, the constant at least; extended
    patterns : by variable, the patterns of the inputs among the others
    every : the integer whose bits are 1 for every pattern
    end : the first variable that is not simulated; all are by default
    """
    left, right = aig.left, aig.right
    for variable in range(len(values), len(left) if end is None else end):
        a, b = left[variable], right[variable]
        if a == NONE:
            values.append(patterns[variable])
            continue
        x, y = values[a >> 1], values[b >> 1]
        if a & 1:
            x ^= every
        values.append(x & ~y if b & 1 else x & y)


def outputs_on(aig: Aig, patterns: Sequence[int], count: int) -> list[int]:
    """The values of every output on `count` patterns, in the format of `simulate`."""
    values, every = simulate(aig, patterns, count), (1 << count) - 1
    return [values[lit >> 1] ^ (every if lit & 1 else 0) for lit in aig.outputs]


def evaluate(aig: Aig, bits: Sequence[int]) -> list[int]:
    """The output bits for one assignment of the inputs."""
    return outputs_on(aig, bits, 1)


def projections(inputs: int) -> list[int]:
    """The patterns of all 2^inputs assignments: bit x of pattern i is bit i of x.

    Raises
    ------
    ValueError
        If there are more than `WIDEST` inputs.

    Examples
    --------
    >>> [f"{pattern:04b}" for pattern in projections(2)]
    ['1010', '1100']
    """
    if inputs > WIDEST:
        raise ValueError(
            f"{inputs} inputs have too many patterns: sample, or give {WIDEST} at most"
        )
    return [projection(inputs, i) for i in range(inputs)]


def projection(variables: int, variable: int) -> int:
    """The truth table of a variable: bit i is bit `variable` of i.

    Examples
    --------
    >>> [hex(projection(3, i)) for i in range(3)]
    ['0xaa', '0xcc', '0xf0']
    """
    block = ((1 << (1 << variable)) - 1) << (1 << variable)
    width = 2 << variable
    while width < 1 << variables:
        block |= block << width
        width *= 2
    return block


def truth_tables(aig: Aig) -> tuple[int, ...]:
    """For each output, an integer whose bit x is its value where input i is bit i of x."""
    return tuple(outputs_on(aig, projections(len(aig.inputs)), 1 << len(aig.inputs)))


def samples(inputs: int, count: int, seed: int) -> list[int]:
    """Seeded random patterns in the format of `simulate`."""
    rng = Random(seed)
    return [rng.getrandbits(count) if count else 0 for _ in range(inputs)]
