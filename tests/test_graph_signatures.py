"""Signatures, read forwards and backwards, for every op of the table."""

from __future__ import annotations

import pytest

from complexity.language.failures import IllFormed
from complexity.language.ops import OPS
from complexity.language.shapes import REGIONS, Shape, shapes
from complexity.language.signatures import (
    Bindings,
    fill,
    match_all,
    operand_patterns,
    payload_fault,
    result_types,
    settled,
    signature,
    spell_all,
)
from complexity.language.types import BOOL, INT, RANGE, List

INTS, BOOLS, GRID = List(INT), List(BOOL), List(List(INT))
PAYLOADS = {"NONE": [None], "DEPTH": [0, 1, 2], "MASK": list(range(8)), "COUNT": [1, 2, 3]}
PLAIN = [
    pytest.param(op.name, payload, id=f"{op.name}:{payload}")
    for op in OPS.values()
    if op.signature
    for payload in PAYLOADS[op.payload]
]


@pytest.mark.parametrize(("op", "payload"), PLAIN)
@pytest.mark.parametrize("type_", [INT, BOOL, INTS, GRID])
def test_forwards_and_backwards_agree(op, payload, type_):
    rule, bound = signature(op, payload), {"T": type_}
    operands = [settled(fill(pattern, bound)) for pattern in rule.operands]
    results = [settled(fill(pattern, bound)) for pattern in rule.results]
    if op == "exhausted":
        with pytest.raises(IllFormed, match="not determined"):
            result_types(op, payload, operands)
    else:
        assert result_types(op, payload, operands) == tuple(results)
    wanted = operand_patterns(op, payload, results)
    assert wanted is not None
    assert match_all(wanted, operands, Bindings())
    count = (len(operands), len(results))
    assert payload_fault(op, payload, *count, 1) is None
    assert payload_fault(op, "x", *count, 1) is not None


@pytest.mark.parametrize(
    ("op", "payload", "operands", "results"),
    [
        ("setitem", 0, "(list[T], int, T)", "(list[T])"),
        ("setitem", 2, "(list[list[list[T]]], int, int, int, T)", "(list[list[list[T]]])"),
        ("append", 1, "(list[list[T]], int, T)", "(list[list[T]])"),
        ("pop", 1, "(list[list[T]], int)", "(list[list[T]], T)"),
        ("slice", 0, "(list[T])", "(list[T])"),
        ("slice", 7, "(list[T], int, int, int)", "(list[T])"),
        ("make", 2, "(T, T)", "(list[T])"),
        ("unpack", 3, "(list[T])", "(T, T, T)"),
        ("flatten", None, "(list[list[T]])", "(list[T])"),
        ("within", None, "(int, range)", "(bool)"),
        ("exhausted", None, "()", "(T)"),
    ],
)
def test_payloads_are_expanded(op, payload, operands, results):
    rule = signature(op, payload)
    assert (spell_all(rule.operands), spell_all(rule.results)) == (operands, results)


@pytest.mark.parametrize(
    ("op", "results", "operands"),
    [
        ("getitem", [INT], "(list[int], int)"),
        ("len", [INT], "(list[T])"),
        ("contains", [BOOL], "(list[T], T)"),
        ("concat", [GRID], "(list[list[int]], list[list[int]])"),
        ("flatten", [BOOLS], "(list[list[bool]])"),
        ("list", [INTS], "(range)"),
    ],
)
def test_wanted_results_say_what_the_operands_are(op, results, operands):
    found = operand_patterns(op, None, results)
    assert found is not None
    assert spell_all(found) == operands


def test_an_unwanted_result_determines_nothing():
    found = operand_patterns("pop", 0, [None, INT])
    assert found is not None
    assert spell_all(found) == "(list[int])"


@pytest.mark.parametrize(
    ("op", "results"), [("add", [BOOL]), ("list", [BOOLS]), ("candidate", [INT]), ("pop", [INTS])]
)
def test_results_that_an_op_cannot_yield(op, results):
    payload = 0 if op == "pop" else None
    assert operand_patterns(op, payload, results) is None


@pytest.mark.parametrize(
    ("op", "payload", "args", "outs"),
    [
        ("add", 0, 2, 1), ("setitem", -1, 3, 1), ("setitem", True, 4, 1), ("setitem", 1, 3, 1),
        ("append", 401, 403, 1), ("slice", 8, 2, 1), ("slice", 3, 2, 1), ("make", 0, 0, 1),
        ("make", 2, 1, 1), ("unpack", 2, 1, 1), ("map", 0, 0, 1), ("map", 1, 2, 1),
        ("while", 1, 0, 0), ("for", (0, False), 1, 1), ("for", (1, 0), 1, 0),
        ("for", (2, True), 1, 0), ("for", 1, 1, 0), ("call", 3, 0, 0), ("call", -1, 0, 0),
    ],
)  # fmt: skip
def test_bad_payloads(op, payload, args, outs):
    assert payload_fault(op, payload, args, outs, functions=3)


def test_every_control_op_names_its_regions():
    assert set(REGIONS) == {op.name for op in OPS.values() if op.group == "control"}


@pytest.mark.parametrize(
    ("op", "payload", "operands", "results", "expected"),
    [
        ("branch", None, [BOOL], [INT], [((), (INT,)), ((), (INT,))]),
        ("while", True, [INTS], [INTS], [((INTS,), (BOOL,)), ((INTS,), (BOOL, INTS))]),
        ("for", (2, False), [RANGE, BOOLS, INT], [INT], [((INT, BOOL, INT), (INT,))]),
        ("for", (1, True), [GRID], [], [((INTS,), (BOOL,))]),
        ("map", 2, [RANGE, GRID], [BOOLS], [((INT, INTS), (BOOL,))]),
        ("filter", None, [RANGE], [INTS], [((INT,), (BOOL,))]),
        ("first", 1, [GRID], [INT], [((INTS,), (BOOL,)), ((INTS,), (INT,)), ((), (INT,))]),
        ("max_by", None, [GRID], [INTS], [((INTS,), (INT,))]),
    ],
)
def test_shapes(op, payload, operands, results, expected):
    assert shapes(op, payload, operands, results) == tuple(Shape(*pair) for pair in expected)


@pytest.mark.parametrize(
    ("op", "payload", "operands", "results"),
    [
        ("branch", None, [INT], [INT]), ("while", False, [INT], [BOOL]), ("map", 1, [INT], [INTS]),
        ("map", 1, [INTS], [INT]), ("filter", None, [RANGE], [BOOLS]), ("first", 1, [INTS], []),
        ("min_by", None, [INTS, INTS], [INT]), ("any", 1, [INTS], [INT]),
    ],
)  # fmt: skip
def test_shapes_that_do_not_exist(op, payload, operands, results):
    with pytest.raises(IllFormed):
        shapes(op, payload, operands, results)
