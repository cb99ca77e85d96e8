"""The smallest divisor: answers against another's factors, and who is cheapest at which price."""

from __future__ import annotations

import json

import pytest
from sympy import primefactors

from complexity.cli import main
from complexity.machine.evaluate import Machine
from complexity.tasks.find import programs_of
from complexity.tasks.inputs import integers_of_bits

# https://oeis.org/A020639 from n = 2 on: the least prime that divides n
A020639 = (2, 3, 2, 5, 2, 7, 2, 3, 2, 11, 2, 13, 2, 3, 2, 17, 2, 19, 2, 3, 2, 23, 2, 5, 2, 3, 2, 29)
ANSWERS = {program.short: program for program in programs_of("smallest_divisor")}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_right_on_all_numbers_of_up_to_ten_bits(name):
    for n in range(2, 11):
        machine = Machine(ANSWERS[name].graph(n))
        for (m,) in integers_of_bits(least=2).all(n):
            found = machine.run([m]).result
            assert found == min(primefactors(m)), (name, m)
            if m - 2 < len(A020639):
                assert found == A020639[m - 2]


def test_the_inputs_of_a_size_are_the_numbers_of_so_many_bits():
    for k, least in ((1, 0), (2, 0), (1, 2), (1, 5)):
        inputs = integers_of_bits(k, least)
        for n in range(6):
            every = list(inputs.all(n))
            assert len(every) == len(set(every)) == inputs.count(n)
            assert all(m.bit_length() == n and m >= least for args in every for m in args)
            for limit in (0, 1, 3, 100):
                assert inputs.up_to(n, limit) == min(limit, len(every))
            assert (inputs.shape(n) is None) == (not every)


def test_who_is_cheapest_flips_four_times_as_a_step_gets_dearer(capsys):
    code = main(["flips", "smallest_divisor", "--sizes", "8", "--json", "-"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    linear = [flip for flip in told["flips"] if flip["parameter"] == "b"]
    order = [linear[0]["from"], *(flip["to"] for flip in linear)]
    assert [name.rpartition("/")[2] for name in order] == [
        "argmin", "scan", "to_root", "odd", "lookup_table",
    ]  # fmt: skip
    assert {flip["evidence"] for flip in linear} == {"exact"}
    # (L(scan) - L(argmin)) / (t(argmin) - t(scan)): log2(26810496) bits over 29645/64 steps
    assert linear[0]["at"] == "log2(26810496) / (29645/64)"


def test_the_exhaustive_search_asks_every_candidate():
    for m in (2, 97, 200):
        run = Machine(ANSWERS["argmin"].graph(8)).run([m])
        assert run.candidates == m - 1
