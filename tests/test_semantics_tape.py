"""Tapes: seeded, scripted, and all of them in order."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from complexity.semantics.tape import (
    GAMMA,
    EndOfTape,
    ScriptedTape,
    SeededTape,
    TapeTree,
    mix,
    word_at,
)


def test_mix_is_that_of_splitmix64():
    # the first outputs of the reference implementation from state 1234567
    state, found = 1234567, []
    for _ in range(5):
        state = (state + GAMMA) % 2**64
        found.append(mix(state))
    assert found == [
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431,
        16408922859458223821,
    ]  # fmt: skip


def test_a_seeded_tape_is_a_function_of_seed_and_counter():
    tape = SeededTape(3)
    draws = [tape.draw(10) for _ in range(20)]
    again = SeededTape(3, counter=7)
    assert [again.draw(10) for _ in range(13)] == draws[7:]
    assert [word_at(3, counter) % 10 for counter in range(20)] == draws
    assert draws != [SeededTape(4, counter=place).draw(10) for place in range(20)]


@pytest.mark.parametrize("n", [1, 2, 3, 6, 7, 100])
def test_draws_are_in_range_and_about_uniform(n):
    tape, runs = SeededTape(1), 2_000 * n
    counts = Counter(tape.draw(n) for _ in range(min(runs, 20_000)))
    expected = min(runs, 20_000) / n
    assert set(counts) == set(range(n))
    # chi squared, far beyond its 0.001 quantile only if something is wrong
    assert sum((c - expected) ** 2 / expected for c in counts.values()) < 2 * n + 30


def test_a_large_bound_rejects_words_beyond_its_last_multiple():
    n = 2**63 - 1
    tape = SeededTape(5)
    assert all(0 <= tape.draw(n) < n for _ in range(100))
    wide = SeededTape(5)
    draws = [wide.draw(2**63 - 2**61) for _ in range(300)]
    assert wide.counter > len(draws)


def test_a_script_is_read_as_written():
    tape = ScriptedTape([2, 0])
    assert (tape.draw(3), tape.draw(1)) == (2, 0)
    with pytest.raises(EndOfTape, match="after 2 draws"):
        tape.draw(2)
    with pytest.raises(ValueError, match=r"draw 1 of the script is 3, not in 0\.\.2"):
        ScriptedTape([3]).draw(3)


def test_the_tree_visits_every_tape_once():
    tree, seen = TapeTree(), []
    while True:
        first = tree.draw(3)
        rest = tuple(tree.draw(2) for _ in range(first))
        seen.append(((first, *rest), tree.outcomes))
        if not tree.advance():
            break
    tapes = [(n, *bits) for n in range(3) for bits in product(range(2), repeat=n)]
    assert seen == [(tape, 3 * 2 ** tape[0]) for tape in tapes]
    assert sum(1 / outcomes for _, outcomes in seen) == pytest.approx(1)


def test_a_tape_that_is_not_read_is_the_only_one():
    assert not TapeTree().advance()
