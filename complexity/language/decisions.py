"""Decisions: branches that only decide other control, and how their tests are charged.

`if a and b` is a branch on a that yields b or False, and a branch on that result. The first branch
only decides the second: together they are one decision of two tests, like nested `if`s. A decision
costs one step for each test that is evaluated. The control that is finally decided (a branch, a
round of a loop) charges for the first test, as it does for a plain test. A deciding branch charges
nothing itself, but an arm of it charges for the further test that it yields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from .graph import Node, Operand, Region
from .shapes import REGIONS, exits


def deciding(body: Region) -> frozenset[int]:
    """Return the values of a function that deciding branches yield.

    A branch is deciding if it yields one bool and every use of it, in the same region, is as the
    test of a branch, as the result of a test region, as the exit flag of a loop, or as the result
    of an arm of another deciding branch.
    """
    uses = Counter(operand for region in regions(body) for operand in operands(region))
    values: set[int] = set()
    pending: list[tuple[Region, tuple[Operand, ...]]] = [(body, ())]
    while pending:
        region, results = pending.pop()
        tests = Counter(node.args[0] for node in region.nodes if node.op == "branch")
        tests.update(results)
        for node in region.nodes:
            if node.op == "branch" and len(node.outs) == 1:
                (out,) = node.outs
                values |= {out} if 0 < uses[out] == tests[out] else set()
            pending += zip(node.regions, decided(node, values), strict=True)
    return frozenset(values)


def regions(body: Region) -> list[Region]:
    """Return a region and all regions nested in it."""
    nested = [body]
    for region in nested:
        nested += [inner for node in region.nodes for inner in node.regions]
    return nested


def operands(region: Region) -> Iterator[Operand]:
    """Yield all operands and results of a region, without those of its nested regions."""
    for node in region.nodes:
        yield from node.args
    yield from region.results


def decided(node: Node, found: Set[int]) -> list[tuple[Operand, ...]]:
    """Return, for each region of a node, its results that decide control.

    Parameters
    ----------
    found : the values of deciding branches, those around the node's regions at least
    """
    if node.op == "branch":
        return [arm.results if decides(node, found) else () for arm in node.regions]
    first = int(exits(node.op, node.payload))
    most = {"test": 1, "body": first}
    names = REGIONS.get(node.op, ())
    return [
        region.results[: most.get(name, 0)]
        for name, region in zip(names, node.regions, strict=True)
    ]


def decides(node: Node, found: Set[int]) -> bool:
    """Return whether a node is a deciding branch."""
    return node.op == "branch" and len(node.outs) == 1 and node.outs[0] in found


def arm_charges(node: Node, found: Set[int]) -> tuple[int, ...]:
    """Return the steps that the entry of each arm of a branch charges for a further test."""
    if not decides(node, found):
        return (0,) * len(node.regions)
    return tuple(int(isinstance(arm.results[0], int)) for arm in node.regions)
