"""BLIF files: combinational networks of covers, read and written.

References
----------
.. [1] University of California, Berkeley, "Berkeley Logic Interchange Format (BLIF)", 1992.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..aig.graph import FALSE, TRUE, Aig, Lit
from ..optimise.factor import function_of
from .definition_order import connect
from .labels import labels
from .problems import COMBINATIONAL, CORRECT, BadCircuit

FLAT = "write one flat model of .names, as `write_blif` of ABC does"
ILLEGAL = re.compile(r"[\s#\\=]")
# what says when, where or how large, and nothing of the function [1]_, and attributes of tools
BESIDE = frozenset(
    [
        ".area",
        ".delay",
        ".wire",
        ".wire_load_slope",
        ".input_arrival",
        ".default_input_arrival",
        ".output_required",
        ".default_output_required",
        ".input_required",
        ".default_input_required",
        ".input_drive",
        ".default_input_drive",
        ".output_load",
        ".default_output_load",
        ".max_input_load",
        ".default_max_input_load",
        ".attr",
        ".param",
        ".cname",
    ]
)

Words = tuple[str, ...]


@dataclass(slots=True)
class Cover:
    """One .names: the signals that it reads, the one it defines, its rows, its line."""

    reads: Words
    line: int
    rows: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Network:
    """What stands in a file: named signals, and covers in an order in which they can be computed.

    Attributes
    ----------
    inputs, outputs : the signals, and the lines that name them
    covers : by the signal that each defines, what it reads before it
    """

    inputs: dict[str, int]
    outputs: dict[str, int]
    covers: dict[str, Cover]

    @property
    def edges(self) -> int:
        """How many signals all covers read."""
        return sum(len(cover.reads) for cover in self.covers.values())

    @property
    def cubes(self) -> int:
        """How many rows the covers have that read signals."""
        return sum(len(cover.rows) for cover in self.covers.values() if cover.reads)

    @property
    def levels(self) -> int:
        """The covers on the longest path to an output, those that read nothing not counted."""
        level = dict.fromkeys(self.inputs, 0)
        for name, cover in self.covers.items():
            level[name] = 1 + max((level[one] for one in cover.reads), default=-1)
        return max((level[name] for name in self.outputs), default=0)


def read_blif(data: bytes) -> Aig:
    """The circuit of a BLIF file, simplified as its gates are added.

    Raises
    ------
    BadCircuit
        Where the file is malformed, sequential, hierarchical or cyclic; the message has the line.
    """
    return built(read_network(data))


def read_network(data: bytes) -> Network:
    """What stands in a BLIF file.

    Raises
    ------
    BadCircuit
        As `read_blif`.
    """
    inputs, outputs, covers = _parse(data)
    reads = {name: cover.reads for name, cover in covers.items()}
    places = {name: cover.line for name, cover in covers.items()}
    order = connect(reads, inputs, places, "signal")
    for name, line in outputs.items():
        if name not in inputs and name not in covers:
            raise BadCircuit(f"output {name} is defined by nothing", "define it by a .names", line)
    return Network(inputs, outputs, {name: covers[name] for name in order})


def built(network: Network) -> Aig:
    """The circuit of what stands in a file."""
    aig = Aig()
    to: dict[str, Lit] = {name: aig.input(name) for name in network.inputs}
    for name, cover in network.covers.items():
        to[name] = _gates(aig, cover, [to[one] for one in cover.reads])
    for name in network.outputs:
        aig.output(to[name], name)
    return aig


def _statements(data: bytes) -> Iterator[tuple[int, Words]]:
    """The lines that say something, with their numbers; those that a backslash joins are one."""
    words: list[str] = []
    first = 0
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        text = line.partition("#")[0].rstrip()
        first = first or number
        words += text.removesuffix("\\").split()
        if text.endswith("\\"):
            continue
        if words:
            yield first, tuple(words)
        words, first = [], 0
    if words:
        yield first, tuple(words)


def _parse(data: bytes) -> tuple[dict[str, int], dict[str, int], dict[str, Cover]]:
    """The inputs, the outputs and the covers of the only model of a file."""
    inputs: dict[str, int] = {}
    outputs: dict[str, int] = {}
    covers: dict[str, Cover] = {}
    current: Cover | None = None
    models, ended = 0, False
    for line, words in _statements(data):
        if ended or (words[0] == ".model" and models):
            raise BadCircuit("the file has more than one model", FLAT, line)
        if words[0] == ".names":
            current = _define(covers, inputs, words[1:], line)
        elif words[0].startswith("."):
            current = None
            models += words[0] == ".model"
            ended = words[0] == ".end"
            _declare(inputs, outputs, covers, words, line)
        elif current is None:
            raise BadCircuit(f"{words[0][:40]!r} stands under no .names", CORRECT, line)
        else:
            current.rows.append(_row(current, words, line))
    if not models:
        raise BadCircuit("there is no .model", CORRECT, 1)
    return inputs, outputs, covers


def _declare(
    inputs: dict[str, int], outputs: dict[str, int], covers: dict[str, Cover], words: Words,
    line: int,
) -> None:  # fmt: skip
    match words[0]:
        case ".model" | ".end":
            return
        case word if word in BESIDE:
            return
        case ".inputs":
            _add(inputs, words[1:], line, "input", covers)
        case ".outputs":
            _add(outputs, words[1:], line, "output", {})
        case ".latch" | ".mlatch" | ".clock":
            raise BadCircuit(f"{words[0]}: the circuit has memory", COMBINATIONAL, line)
        case ".subckt" | ".gate" | ".search" | ".exdc":
            raise BadCircuit(f"{words[0]} is not read", FLAT, line)
        case _:
            raise BadCircuit(f"{words[0][:40]} is no word of BLIF that is read", FLAT, line)


def _add(
    found: dict[str, int], names: Words, line: int, what: str, covers: dict[str, Cover]
) -> None:
    for name in names:
        if name in found or name in covers:
            raise BadCircuit(f"{what} {name} is defined twice", CORRECT, line)
        found[name] = line


def _define(covers: dict[str, Cover], inputs: dict[str, int], names: Words, line: int) -> Cover:
    if not names:
        raise BadCircuit(".names names nothing", CORRECT, line)
    if names[-1] in covers or names[-1] in inputs:
        raise BadCircuit(f"signal {names[-1]} is defined twice", CORRECT, line)
    covers[names[-1]] = Cover(names[:-1], line)
    return covers[names[-1]]


def _row(cover: Cover, words: Words, line: int) -> tuple[str, str]:
    """A row of a cover: a cube over 0, 1 and -, and the value of the signal on it."""
    cube, value = ("", words[0]) if len(words) == 1 else (words[0], words[-1])
    if len(words) > 2 or len(cube) != len(cover.reads) or set(cube) - set("01-"):
        raise BadCircuit(
            f"{' '.join(words)[:40]!r} is no row over {len(cover.reads)} signals", CORRECT, line
        )
    if value not in ("0", "1") or (cover.rows and cover.rows[0][1] != value):
        raise BadCircuit(f"the value {value[:40]!r} is not that of the rows before", CORRECT, line)
    return cube, value


def _gates(aig: Aig, cover: Cover, signals: list[Lit]) -> Lit:
    """The literal of a cover: a disjunction of cubes, or its complement where rows say 0."""
    if not cover.rows:
        return FALSE
    cubes = [(_bits(cube, "1"), _bits(cube, "0")) for cube, _ in cover.rows]
    return function_of(aig, cubes, signals) ^ (cover.rows[0][1] == "0")


def _bits(cube: str, value: str) -> int:
    """The signals that have a value in a cube, as bits."""
    return int("".join("1" if one == value else "0" for one in reversed(cube)) or "0", 2)


def write_blif(aig: Aig, model: str = "circuit") -> str:
    """A circuit as BLIF: a .names of two inputs for each gate, one of one for each output."""
    names = labels(aig, lambda name: not ILLEGAL.search(name))
    called = dict(zip(aig.inputs, names.inputs, strict=True))
    rows = [f".model {model}", _listed(".inputs", names.inputs), _listed(".outputs", names.outputs)]
    for variable, a, b in aig.ands():
        called[variable] = f"{names.gate}{variable}"
        rows.append(f".names {called[a >> 1]} {called[b >> 1]} {called[variable]}")
        rows.append(f"{~a & 1}{~b & 1} 1")
    for lit, name in zip(aig.outputs, names.outputs, strict=True):
        if lit >> 1:
            rows += [f".names {called[lit >> 1]} {name}", f"{~lit & 1} 1"]
        else:
            rows += [f".names {name}", *["1"] * (lit == TRUE)]
    return "\n".join([*rows, ".end", ""])


def _listed(word: str, names: Words) -> str:
    """A list of names, ten a line."""
    parts = [" ".join(names[i : i + 10]) for i in range(0, len(names), 10)]
    return " ".join([word, " \\\n ".join(parts)]).rstrip()
