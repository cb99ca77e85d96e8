"""Decisions: branches whose every use is to decide control, and what the tests of one charge.

`if a and b` is a branch on a that yields b or False, and a branch on what that one yields. The
first decides nothing but the second: the two are one decision of two tests, as nested `if`s are. A
decision costs a step for each test that is evaluated. What is decided in the end charges for the
first test, as it does for a plain one (a branch taken, a round of a loop). A deciding branch
charges nothing itself; an arm of it charges for the further test that it yields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from .graph import Node, Operand, Region
from .shapes import REGIONS, exits


def deciding(body: Region) -> frozenset[int]:
    """The values of a function that deciding branches yield.

    A branch is deciding if it yields one bool, and if every use of that, in the same region, is
    as the test of a branch, as the result of a region that tests, as the flag that leaves a loop or
    as what an arm of another deciding branch yields.
    """
    uses = Counter(operand for region in regions(body) for operand in operands(region))
    found: set[int] = set()
    pending: list[tuple[Region, tuple[Operand, ...]]] = [(body, ())]
    while pending:
        region, results = pending.pop()
        tests = Counter(node.args[0] for node in region.nodes if node.op == "branch")
        tests.update(results)
        for node in region.nodes:
            if node.op == "branch" and len(node.outs) == 1:
                (out,) = node.outs
                found |= {out} if 0 < uses[out] == tests[out] else set()
            pending += zip(node.regions, decided(node, found), strict=True)
    return frozenset(found)


def regions(body: Region) -> list[Region]:
    """A region and all regions that are nested in it."""
    found = [body]
    for region in found:
        found += [inner for node in region.nodes for inner in node.regions]
    return found


def operands(region: Region) -> Iterator[Operand]:
    """All operands and results of a region, those of its nested regions left out."""
    for node in region.nodes:
        yield from node.args
    yield from region.results


def decided(node: Node, found: Set[int]) -> list[tuple[Operand, ...]]:
    """Of each region of a node, the results by which control is decided.

    Parameters
    ----------
    found : the values of deciding branches, as far as they are around the node's regions
    """
    if node.op == "branch":
        return [arm.results if decides(node, found) else () for arm in node.regions]
    first = int(exits(node.op, node.payload))
    most = {"test": 1, "body": first}
    names = REGIONS.get(node.op, ())
    return [region.results[: most.get(name, 0)]
            for name, region in zip(names, node.regions, strict=True)]  # fmt: skip


def decides(node: Node, found: Set[int]) -> bool:
    """Whether a node is a deciding branch."""
    return node.op == "branch" and len(node.outs) == 1 and node.outs[0] in found


def arm_charges(node: Node, found: Set[int]) -> tuple[int, ...]:
    """The steps that the entry of each arm of a branch charges, beside what is in the arm."""
    if not decides(node, found):
        return (0,) * len(node.regions)
    return tuple(int(isinstance(arm.results[0], int)) for arm in node.regions)
