"""Circuits for tests: random ones, and those of textbooks."""

from __future__ import annotations

from hypothesis import strategies as st

from complexity.circuits.aig.graph import Aig, Lit


@st.composite
def aigs(draw: st.DrawFn, inputs: int = 5, gates: int = 30, outputs: int = 4) -> Aig:
    """Random circuits: inputs at any time, gates of every kind, constant outputs too."""
    aig = Aig()
    known: list[Lit] = [0, *(aig.input() for _ in range(draw(st.integers(0, inputs))))]
    pick = st.integers(0, 10**6)

    def operand() -> Lit:
        at = draw(pick)
        return known[at // 2 % len(known)] ^ (at & 1)

    for kind in draw(st.lists(st.integers(0, 6), max_size=gates)):
        if kind == 6 and len(aig.inputs) < inputs:
            known.append(aig.input())
        elif kind in (0, 1):
            known.append(aig.and_(operand(), operand()))
        elif kind == 2:
            known.append(aig.or_(operand(), operand()))
        elif kind in (3, 4):
            known.append(aig.xor(operand(), operand()))
        else:
            known.append(aig.mux(operand(), operand(), operand()))
    for _ in range(draw(st.integers(0, outputs))):
        aig.output(operand())
    return aig


def xor2() -> Aig:
    """a xor b."""
    aig = Aig()
    aig.output(aig.xor(aig.input("a"), aig.input("b")), "s")
    return aig


def adder(bits: int) -> Aig:
    """The ripple-carry adder: a half adder, then full adders."""
    aig = Aig()
    first = [aig.input(f"a{i}") for i in range(bits)]
    second = [aig.input(f"b{i}") for i in range(bits)]
    carry = 0
    for i, (a, b) in enumerate(zip(first, second, strict=True)):
        half = aig.xor(a, b)
        aig.output(aig.xor(half, carry), f"s{i}")
        carry = aig.or_(aig.and_(a, b), aig.and_(half, carry))
    aig.output(carry, f"s{bits}")
    return aig


def full_adder() -> Aig:
    """Sum and carry of three bits."""
    aig = Aig()
    a, b, c = aig.input("a"), aig.input("b"), aig.input("c")
    half = aig.xor(a, b)
    aig.output(aig.xor(half, c), "sum")
    aig.output(aig.or_(aig.and_(a, b), aig.and_(half, c)), "carry")
    return aig


def majority() -> Aig:
    """The majority of three bits."""
    aig = Aig()
    a, b, c = aig.input("a"), aig.input("b"), aig.input("c")
    aig.output(aig.or_(aig.and_(a, b), aig.and_(c, aig.or_(a, b))), "m")
    return aig


def parity(bits: int) -> Aig:
    """The parity of bits, one after the other."""
    aig, found = Aig(), 0
    for i in range(bits):
        found = aig.xor(found, aig.input(f"x{i}"))
    aig.output(found, "p")
    return aig


def chain(bits: int) -> Aig:
    """The conjunction of bits, one after the other."""
    aig, found = Aig(), 1
    for i in range(bits):
        found = aig.and_(found, aig.input(f"x{i}"))
    aig.output(found, "all")
    return aig


KNOWN = {
    "xor2": xor2(), "full adder": full_adder(), "majority": majority(), "adder of 4": adder(4),
    "parity of 5": parity(5), "conjunction of 8": chain(8), "nothing": Aig(),
}  # fmt: skip
