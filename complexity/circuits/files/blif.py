"""Reading and writing of BLIF files: combinational networks of covers.

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
# ignored directives: timing, placement and size, not the function [1]_; and attributes of tools
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
    """A .names directive: the signals that it reads, its line and its rows."""

    reads: Words
    line: int
    rows: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Network:
    """The contents of a BLIF file: named signals, and covers in topological order.

    Attributes
    ----------
    inputs, outputs : the line of each declared signal
    covers : by the signal that each cover defines, after the covers that it reads
    """

    inputs: dict[str, int]
    outputs: dict[str, int]
    covers: dict[str, Cover]

    @property
    def edges(self) -> int:
        """The total fan-in of all covers."""
        return sum(len(cover.reads) for cover in self.covers.values())

    @property
    def cubes(self) -> int:
        """The number of rows of all covers that read signals."""
        return sum(len(cover.rows) for cover in self.covers.values() if cover.reads)

    @property
    def levels(self) -> int:
        """The number of covers on the longest path to an output, constant covers not counted."""
        level = dict.fromkeys(self.inputs, 0)
        for name, cover in self.covers.items():
            level[name] = 1 + max((level[one] for one in cover.reads), default=-1)
        return max((level[name] for name in self.outputs), default=0)


def read_blif(data: bytes) -> Aig:
    """Read the circuit of a BLIF file; it is simplified as its gates are added.

    Raises
    ------
    BadCircuit
        If the file is malformed, sequential, hierarchical or cyclic; the message has the line.
    """
    return built(read_network(data))


def read_network(data: bytes) -> Network:
    """Read the contents of a BLIF file.

    Raises
    ------
    BadCircuit
        As in `read_blif`.
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
    """Build the circuit of a network."""
    aig = Aig()
    to: dict[str, Lit] = {name: aig.input(name) for name in network.inputs}
    for name, cover in network.covers.items():
        to[name] = _gates(aig, cover, [to[one] for one in cover.reads])
    for name in network.outputs:
        aig.output(to[name], name)
    return aig


def _statements(data: bytes) -> Iterator[tuple[int, Words]]:
    """The statements of a file with their line numbers; a backslash continues a line."""
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
    """Parse the inputs, the outputs and the covers of a file with a single model."""
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
    inputs: dict[str, int],
    outputs: dict[str, int],
    covers: dict[str, Cover],
    words: Words,
    line: int,
) -> None:
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
    """Parse a row of a cover: a cube over 0, 1 and -, and the signal's value on it."""
    cube, value = ("", words[0]) if len(words) == 1 else (words[0], words[-1])
    if len(words) > 2 or len(cube) != len(cover.reads) or set(cube) - set("01-"):
        raise BadCircuit(
            f"{' '.join(words)[:40]!r} is no row over {len(cover.reads)} signals", CORRECT, line
        )
    if value not in ("0", "1") or (cover.rows and cover.rows[0][1] != value):
        raise BadCircuit(f"the value {value[:40]!r} is not that of the rows before", CORRECT, line)
    return cube, value


def _gates(aig: Aig, cover: Cover, signals: list[Lit]) -> Lit:
    """The literal of a cover: a disjunction of cubes, complemented where the rows give 0."""
    if not cover.rows:
        return FALSE
    cubes = [(_bits(cube, "1"), _bits(cube, "0")) for cube, _ in cover.rows]
    return function_of(aig, cubes, signals) ^ (cover.rows[0][1] == "0")


def _bits(cube: str, value: str) -> int:
    """The signals that have a given value in a cube, as a bit mask."""
    return int("".join("1" if one == value else "0" for one in reversed(cube)) or "0", 2)


def write_blif(aig: Aig, model: str = "circuit") -> str:
    """Write a circuit as BLIF, with a .names of two inputs per gate and of one input per output."""
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
    """A directive with a list of names, ten to a line."""
    parts = [" ".join(names[i : i + 10]) for i in range(0, len(names), 10)]
    return " ".join([word, " \\\n ".join(parts)]).rstrip()
