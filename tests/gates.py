"""Circuits against the definition: every input, or a seeded sample, with what it must yield."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

from complexity.circuits.aig.simulate import simulate
from complexity.circuits.circuit import (
    Circuit,
    Domain,
    Flag,
    Number,
    Several,
    arrange,
    circuit_of,
    domain_of,
    read,
)
from complexity.language.failures import Undefined
from complexity.language.graph import Graph
from complexity.machine.evaluate import Machine
from complexity.semantics.limits import Limits
from complexity.semantics.tape import EndOfTape, TapeTree

TAPES = 300  # of an input; the further ones are left out
LIMITS = Limits(fuel=200_000, memory=100_000, depth=150)


def count_of(domain: Domain) -> int:
    """How many values a domain of fixed lengths has."""
    match domain:
        case Number(low, high):
            return high - low + 1
        case Flag():
            return 2
        case Several(length, element):
            return count_of(element) ** length
    raise AssertionError


def values_of(domain: Domain) -> Iterator[Any]:
    match domain:
        case Number(low, high):
            yield from range(low, high + 1)
        case Flag():
            yield from (False, True)
        case Several(length, element):
            yield from map(list, itertools.product(values_of(element), repeat=length))


def value_at(domain: Domain, rng: random.Random) -> Any:
    match domain:
        case Number(low, high):
            return rng.randint(low, high)
        case Flag():
            return rng.random() < 0.5
        case Several(length, element):
            return [value_at(element, rng) for _ in range(length)]
    raise AssertionError


def inputs_of(domains: list[Domain], most: int) -> list[tuple[Any, ...]]:
    """All inputs, or a seeded sample of so many."""
    total = 1
    for domain in domains:
        total *= count_of(domain)
    if total <= most:
        return list(itertools.product(*map(values_of, domains)))
    rng = random.Random(total)
    return [tuple(value_at(domain, rng) for domain in domains) for _ in range(most)]


class ShortTape(TapeTree):
    """All tapes of so many draws."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def draw(self, n: int) -> int:
        if len(self.bounds) == self.most:
            raise EndOfTape
        return super().draw(n)


def runs(machine: Machine, args: tuple[Any, ...], draws: int) -> Iterator[tuple[list[int], Any]]:
    """For each of the first tapes what the definition yields: results, a code, or `EndOfTape`."""
    tape = ShortTape(draws)
    for _ in range(TAPES):
        try:
            found = machine.run(args, tape=tape, limits=LIMITS).result
        except Undefined as error:
            found = error.code
        except EndOfTape:
            found = EndOfTape
        script = [*tape.script, *[0] * (len(tape.bounds) - len(tape.script))][: len(tape.bounds)]
        yield script, found
        if not tape.advance():
            return


def wrong(
    graph: Graph, n: int | None, w: int, style: str, most: int = 4096, draws: int = 3, **limits: Any
) -> tuple[Circuit, list[Any]]:
    """The circuit, and the inputs on which it differs from the definition; limits are skipped."""
    circuit = circuit_of(graph, n, w, optimise=style, draws=draws, **limits)
    domains = [domain_of(type_, n, w) for type_ in graph.entry.body.param_types]
    machine = Machine(graph, measures=frozenset({"time"}))
    inputs = inputs_of(domains, most)
    cases = [(args, *run) for args in inputs for run in runs(machine, args, draws)]
    cases = [case for case in cases if case[2] not in ("fuel", "memory", "recursion")]
    columns = {2 * variable: 0 for variable in circuit.aig.inputs}
    for at, (args, script, _) in enumerate(cases):
        bits: dict[int, int] = {}
        for symbolic, plain in zip(circuit.arguments, args, strict=True):
            bits |= arrange(symbolic, plain)
        for lits, number in zip(circuit.tape, script, strict=False):
            bits |= {lit: number >> place & 1 for place, lit in enumerate(lits)}
        for lit, bit in bits.items():
            columns[lit] |= bit << at
    values = simulate(circuit.aig, list(columns.values()), len(cases))
    found = []
    for at, (args, script, want) in enumerate(cases):
        got = outcome(circuit, lambda lit, at=at: values[lit >> 1] >> at & 1 ^ lit & 1)
        if got != (want if isinstance(want, str | tuple) or want is EndOfTape else (want,)):
            found.append((args, script, want, got))
    return circuit, found


def outcome(circuit: Circuit, bit: Any) -> Any:
    """What a circuit yields for one input: results, a code, or `EndOfTape`."""
    codes = [code for code, lit in circuit.errors if bit(lit)]
    assert len(codes) == bit(circuit.undefined)
    if bit(circuit.invalid):
        return EndOfTape
    return codes[0] if codes else tuple(read(value, bit) for value in circuit.results) or (None,)
