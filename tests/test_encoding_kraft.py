"""The tree of choices: complete, prefix-free, and every leaf of it a well-formed graph."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complexity.encoding.bits import Malformed, codeword
from complexity.encoding.code import decode, encode, weigh
from complexity.encoding.derivation import derive
from complexity.encoding.library import NOTHING, with_library
from complexity.language.check import check
from complexity.language.normal.normal_form import normalise, unmarked

SIGNATURES = {
    "any": [],
    "int to int": [0, 1, 0, 0, 1, 1, 0, 0, 1],
    "list to bool": [0, 1, 0, 0, 2, 1, 1, 0, 0, 0],
}


class Open(Exception):
    """A script ended before the derivation: so many alternatives come next."""


class Endless(Exception):
    """A random derivation that grew too long."""


class Dice:
    """A coder that chooses at random, references and literals more often than their share."""

    def __init__(self, random):
        self.random, self.choices = random, []

    def choose(self, alternatives, index, place):
        if len(self.choices) > 400:
            raise Endless
        ends = max(1, alternatives - 34)
        short = alternatives > 5 and self.random.random() < 0.5
        found = self.random.randrange(ends if short else alternatives)
        self.choices.append((found, alternatives))
        return found

    def digits(self, radix, count, entries, place):
        return [self.choose(radix, None, place) for _ in range(count)]


class Script:
    """A coder that follows a given sequence of indices."""

    def __init__(self, indices):
        self.indices, self.choices = indices, []

    def choose(self, alternatives, index, place):
        if len(self.choices) == len(self.indices):
            raise Open(alternatives)
        self.choices.append((self.indices[len(self.choices)], alternatives))
        return self.choices[-1][0]

    def digits(self, radix, count, entries, place):
        return [self.choose(radix, None, place) for _ in range(count)]

    @property
    def share(self):
        total = 1
        for _, alternatives in self.choices:
            total *= alternatives
        return Fraction(1, total)


def explore(start, most):
    """Every program whose weight is at most `most`, and the share of the tree that was left out."""
    programs, left, waiting = [], Fraction(0), [start]
    while waiting:
        script = Script(waiting.pop())
        try:
            programs.append((derive(script, NOTHING), script))
        except Malformed:
            left += script.share
        except Open as stop:
            if script.share < Fraction(stop.args[0], most):
                left += script.share
            else:
                waiting += [[*script.indices, index] for index in range(stop.args[0])]
    return programs, left


@pytest.mark.slow
@pytest.mark.parametrize(
    ("signature", "most"), [("any", 2**15), ("int to int", 2**26), ("list to bool", 2**27)]
)
def test_the_programs_of_few_bits(signature, most):
    start = SIGNATURES[signature]
    programs, left = explore(start, most)
    assert len(programs) > 20

    first = Script(start)
    with pytest.raises(Open):
        derive(first, NOTHING)
    assert sum(script.share for _, script in programs) + left == first.share, "the tree is complete"

    found = {}
    for functions, script in programs:
        graph = normalise(with_library(functions, NOTHING))
        if encode(graph) == codeword(script.choices):
            assert graph not in found, "a program has one code"
            assert Fraction(1, weigh(graph).value) == script.share
            found[graph] = encode(graph)
        else:
            with pytest.raises(Malformed, match="normal form"):
                decode(codeword(script.choices))
    assert sum(Fraction(1, weigh(graph).value) for graph in found) <= first.share
    assert not any(second.startswith(code) for code, second in pairwise(sorted(found.values())))
    assert all(decode(code) == graph for graph, code in found.items())


@given(st.integers(0, 2**48))
def test_whatever_is_derived_is_well_formed(seed):
    dice = Dice(Random(seed))
    try:
        graph = with_library(derive(dice, NOTHING), NOTHING)
    except (Endless, Malformed):
        return
    check(graph)
    assert decode(encode(normalise(graph))) == unmarked(normalise(graph))
