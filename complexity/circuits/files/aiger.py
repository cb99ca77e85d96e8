"""AIGER files: combinational circuits in the binary and the ASCII format, read and written.

References
----------
.. [1] A. Biere, "The AIGER And-Inverter Graph (AIG) format version 20071012", 2007.
.. [2] A. Biere, K. Heljanko and S. Wieringa, "AIGER 1.9 and beyond", 2011.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..aig.graph import FALSE, MOST, Aig, Lit
from .definition_order import connect
from .lines import Lines
from .problems import COMBINATIONAL, CORRECT, BadCircuit

MOST_INPUTS = 1 << 20
FIELDS = ("M", "I", "L", "O", "A", "B", "C", "J", "F")


class Header(NamedTuple):
    """The header of a file: its format, the largest variable and the counts of each kind."""

    binary: bool
    most: int
    inputs: int
    outputs: int
    gates: int


@dataclass(slots=True)
class Raw:
    """The contents of an AIGER file, with variables as numbered there.

    Attributes
    ----------
    inputs : the variables of the inputs, in order
    gates, left, right : the variables of the gates, and their operands as literals; each gate
        stands after its operands
    outputs : literals
    input_names, output_names : "" for an unnamed one
    """

    inputs: Sequence[int]
    gates: Sequence[int]
    left: Sequence[Lit]
    right: Sequence[Lit]
    outputs: Sequence[Lit]
    input_names: list[str] = field(default_factory=list)
    output_names: list[str] = field(default_factory=list)

    @property
    def levels(self) -> int:
        """The number of gates on the longest path to an output."""
        level = dict.fromkeys((0, *self.inputs), 0)
        for variable, a, b in zip(self.gates, self.left, self.right, strict=True):
            level[variable] = 1 + max(level[a >> 1], level[b >> 1])
        return max((level[lit >> 1] for lit in self.outputs), default=0)


def read_aiger(data: bytes) -> Aig:
    """Read the circuit of an AIGER file; it is simplified as its gates are added.

    Raises
    ------
    BadCircuit
        If the file is malformed, sequential or too large; the message has the line or the byte.
    """
    return built(read_raw(data))


def read_raw(data: bytes) -> Raw:
    """Read the contents of an AIGER file.

    Raises
    ------
    BadCircuit
        As in `read_aiger`.
    """
    lines = Lines(data)
    head = header(lines)
    raw = _binary(lines, head) if head.binary else _ascii(lines, head)
    raw.input_names, raw.output_names = [""] * len(raw.inputs), [""] * len(raw.outputs)
    _symbols(lines, raw)
    return raw


def built(raw: Raw, rules: bool = True) -> Aig:
    """Build the circuit of a file; `rules` says whether its gates are simplified."""
    aig = Aig(rules=rules)
    to = {0: FALSE}
    for variable, name in zip(raw.inputs, raw.input_names, strict=True):
        to[variable] = aig.input(name)
    for variable, a, b in zip(raw.gates, raw.left, raw.right, strict=True):
        to[variable] = aig.and_(to[a >> 1] ^ (a & 1), to[b >> 1] ^ (b & 1))
    for lit, name in zip(raw.outputs, raw.output_names, strict=True):
        aig.output(to[lit >> 1] ^ (lit & 1), name)
    return aig


def header(lines: Lines) -> Header:
    """Parse the header; refuse latches and properties, and numbers beyond the limits."""
    words = lines.next().split()
    if not words or words[0] not in ("aig", "aag"):
        raise lines.bad("the file does not begin with 'aig' or 'aag'")
    if not 6 <= len(words) <= 10:
        raise lines.bad("the header is not 'aig M I L O A' or 'aag M I L O A'")
    given = [
        lines.number(word, f"{name} of the header")
        for name, word in zip(FIELDS, words[1:], strict=False)
    ]
    most, inputs, latches, outputs, gates, *properties = given
    if latches:
        raise lines.bad(f"the circuit has {latches} latches", COMBINATIONAL)
    if any(properties):
        raise lines.bad("the circuit has properties (B, C, J or F)", COMBINATIONAL)
    _hold(lines, most, inputs, outputs, gates)
    binary = words[0] == "aig"
    if most < inputs + gates or (binary and most != inputs + gates):
        raise lines.bad(f"M is {most}, but I + L + A is {inputs + gates}")
    return Header(binary, most, inputs, outputs, gates)


def _hold(lines: Lines, most: int, inputs: int, outputs: int, gates: int) -> None:
    """Refuse a header that declares more than the limits, or than the file can contain."""
    smaller = "take a smaller circuit"
    if max(most, gates) > MOST + MOST_INPUTS:
        raise lines.bad(f"{max(most, gates):,} variables are over the limit of {MOST:,}", smaller)
    if inputs > MOST_INPUTS:
        raise lines.bad(f"{inputs:,} inputs are over the limit of {MOST_INPUTS:,}", smaller)
    if 2 * (outputs + gates) > lines.size:
        raise lines.bad(f"{outputs:,} outputs and {gates:,} gates do not fit into the file")


def _literal(lines: Lines, text: str, most: int) -> Lit:
    value = lines.number(text, "a literal")
    if value > 2 * most + 1:
        raise lines.bad(f"literal {value} is of no variable: M is {most}")
    return value


def _binary(lines: Lines, head: Header) -> Raw:
    outputs = [_literal(lines, lines.next(), head.most) for _ in range(head.outputs)]
    lefts, rights = array("i"), array("i")
    for variable in range(head.inputs + 1, head.most + 1):
        start = lines.at
        right = 2 * variable - lines.delta()
        left = right - lines.delta()
        if not 0 <= left <= right < 2 * variable:
            raise BadCircuit(
                f"the operands of gate {variable} are not before it", CORRECT, 0, start
            )
        lefts.append(left)
        rights.append(right)
    first = head.inputs + 1
    return Raw(range(1, first), range(first, head.most + 1), lefts, rights, outputs)


def _ascii(lines: Lines, head: Header) -> Raw:
    known: dict[int, Lit] = {0: FALSE}
    for _ in range(head.inputs):
        lit = _definition(lines, lines.next(), head.most, known)
        known[lit >> 1] = lit
    inputs = list(known)[1:]
    outputs = [_literal(lines, lines.next(), head.most) for _ in range(head.outputs)]
    gates: dict[int, tuple[Lit, Lit]] = {}
    places: dict[int, int] = {}
    for _ in range(head.gates):
        words = lines.next().split()
        if len(words) != 3:
            raise lines.bad("a gate is three literals: itself and its operands")
        lit = _definition(lines, words[0], head.most, known)
        if lit >> 1 in gates:
            raise lines.bad(f"variable {lit >> 1} is defined twice")
        gates[lit >> 1] = (
            _literal(lines, words[1], head.most), _literal(lines, words[2], head.most)
        )  # fmt: skip
        places[lit >> 1] = lines.line
    fan_ins = {variable: (a >> 1, b >> 1) for variable, (a, b) in gates.items()}
    order = connect(fan_ins, known, places, "variable")
    for lit in outputs:
        if lit >> 1 not in known and lit >> 1 not in gates:
            raise lines.bad(f"an output needs variable {lit >> 1}, which nothing defines")
    lefts, rights = ([gates[variable][side] for variable in order] for side in (0, 1))
    return Raw(inputs, order, lefts, rights, outputs)


def _definition(lines: Lines, text: str, most: int, known: dict[int, Lit]) -> Lit:
    """Parse the literal that a line defines; it must be positive and of a new variable."""
    lit = _literal(lines, text.strip(), most)
    if lit & 1 or lit == 0:
        raise lines.bad(f"literal {lit} cannot be defined: it must be even and positive")
    if lit >> 1 in known:
        raise lines.bad(f"variable {lit >> 1} is defined twice")
    return lit


def _symbols(lines: Lines, raw: Raw) -> None:
    """Read the names of inputs and outputs, up to the comment or the end."""
    names = {"i": raw.input_names, "o": raw.output_names}
    while not lines.ended:
        line = lines.next()
        if line == "c":
            return
        place, _, name = line.partition(" ")
        kind = names.get(place[:1])
        if kind is None or not name:
            raise lines.bad(f"{line[:40]!r} is no symbol: 'i0 NAME', 'o0 NAME', or 'c'")
        position = lines.number(place[1:], "a symbol's position")
        if position >= len(kind):
            raise lines.bad(f"symbol {place} names nothing: there are {len(kind)}")
        if kind[position]:
            raise lines.bad(f"symbol {place} is named twice")
        kind[position] = name


def write_aiger(aig: Aig, binary: bool = True) -> bytes:
    """Write a circuit as an AIGER file: inputs, all gates in order, names.

    Notes
    -----
    Gates that no output needs are written too; take the `cone` first to leave them out.
    """
    to = [0] * len(aig.left)
    for position, variable in enumerate(aig.inputs):
        to[variable] = 2 * (position + 1)
    following = 2 * (len(aig.inputs) + 1)
    for variable, _, _ in aig.ands():
        to[variable] = following
        following += 2
    most, kind = len(aig.left) - 1, "aig" if binary else "aag"
    head = f"{kind} {most} {len(aig.inputs)} 0 {len(aig.outputs)} {aig.size}\n"
    inputs = "" if binary else "".join(f"{to[variable]}\n" for variable in aig.inputs)
    outputs = "".join(f"{to[lit >> 1] ^ (lit & 1)}\n" for lit in aig.outputs)
    body = _deltas(aig, to) if binary else _rows(aig, to)
    symbols = _named("i", aig.input_names) + _named("o", aig.output_names)
    return (head + inputs + outputs).encode() + body + symbols.encode()


def _deltas(aig: Aig, to: Sequence[Lit]) -> bytes:
    data = bytearray()
    for variable, a, b in aig.ands():
        left, right = to[a >> 1] ^ (a & 1), to[b >> 1] ^ (b & 1)
        if left > right:
            left, right = right, left
        for delta in (to[variable] - right, right - left):
            while delta > 127:
                data.append(delta & 127 | 128)
                delta >>= 7
            data.append(delta)
    return bytes(data)


def _rows(aig: Aig, to: Sequence[Lit]) -> bytes:
    rows = []
    for variable, a, b in aig.ands():
        left, right = to[a >> 1] ^ (a & 1), to[b >> 1] ^ (b & 1)
        rows.append(f"{to[variable]} {max(left, right)} {min(left, right)}\n")
    return "".join(rows).encode()


def _named(kind: str, names: Sequence[str]) -> str:
    return "".join(
        f"{kind}{position} {' '.join(name.splitlines())}\n"
        for position, name in enumerate(names)
        if name.strip()
    )
