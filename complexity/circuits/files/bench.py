"""Reading of BENCH files: combinational netlists with gates of any fan-in.

References
----------
.. [1] F. Brglez, H. Fujiwara, "A neutral netlist of 10 combinational benchmark circuits and a
   target translator in Fortran", ISCAS 1985.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce

from ..aig.depths import conjunction, disjunction
from ..aig.graph import FALSE, TRUE, Aig, Lit
from ..optimise.factor import function_of
from .definition_order import connect
from .problems import COMBINATIONAL, CORRECT, BadCircuit

# for each gate: the AND or XOR it is based on, whether complemented, and its range of fan-ins
GATES = {
    "AND": ("AND", 0), "NAND": ("AND", 1), "OR": ("OR", 0), "NOR": ("OR", 1),
    "XOR": ("XOR", 0), "XNOR": ("XOR", 1), "BUF": ("BUF", 0), "BUFF": ("BUF", 0),
    "NOT": ("BUF", 1), "INV": ("BUF", 1),
}  # fmt: skip
CONSTANTS = {"gnd": FALSE, "vdd": TRUE}
MEMORY = ("DFF", "DFFSR", "LATCH", "FF")
MOST = 16  # signals of a LUT
DECLARED = re.compile(r"(INPUT|OUTPUT)\s*\(\s*([^\s(),=]+)\s*\)", re.IGNORECASE)
DEFINED = re.compile(r"([^\s(),=]+)\s*=\s*(\w+)\s*(0x[0-9a-fA-F]+)?\s*(?:\(([^()=]*)\))?")


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate: its op, the table of a LUT, the signals that it reads, and its line."""

    op: str
    table: int
    reads: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Netlist:
    """The contents of a BENCH file: named signals, and gates in topological order.

    Attributes
    ----------
    inputs, outputs : the line of each declared signal
    gates : by the signal that each gate defines
    """

    inputs: dict[str, int]
    outputs: dict[str, int]
    gates: dict[str, Gate]

    @property
    def edges(self) -> int:
        """The total fan-in of all gates."""
        return sum(len(gate.reads) for gate in self.gates.values())

    @property
    def levels(self) -> int:
        """The number of gates on the longest path to an output, constants not counted."""
        level = dict.fromkeys(self.inputs, 0)
        for name, gate in self.gates.items():
            level[name] = 1 + max((level[one] for one in gate.reads), default=-1)
        return max((level[name] for name in self.outputs), default=0)


def read_netlist(data: bytes) -> Netlist:
    """Read the contents of a BENCH file.

    Raises
    ------
    BadCircuit
        If the file is malformed, sequential or cyclic; the message has the line.
    """
    inputs: dict[str, int] = {}
    outputs: dict[str, int] = {}
    gates: dict[str, Gate] = {}
    for line, row in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        text = row.partition("#")[0].strip()
        declared = DECLARED.fullmatch(text)
        if declared is not None:
            _declare(inputs if declared[1].upper() == "INPUT" else outputs, declared[2], line)
        elif text:
            name, gate = _gate(text, line)
            if name in gates or name in inputs:
                raise BadCircuit(f"signal {name} is defined twice", CORRECT, line)
            gates[name] = gate
    for name in inputs:
        if name in gates:
            raise BadCircuit(f"signal {name} is defined twice", CORRECT, inputs[name])
    return _ordered(inputs, outputs, gates)


def _ordered(inputs: dict[str, int], outputs: dict[str, int], gates: dict[str, Gate]) -> Netlist:
    reads = {name: gate.reads for name, gate in gates.items()}
    places = {name: gate.line for name, gate in gates.items()}
    order = connect(reads, inputs, places, "signal")
    for name, line in outputs.items():
        if name not in inputs and name not in gates:
            raise BadCircuit(f"output {name} is defined by nothing", "define it by a gate", line)
    return Netlist(inputs, outputs, {name: gates[name] for name in order})


def _declare(found: dict[str, int], name: str, line: int) -> None:
    if name in found:
        raise BadCircuit(f"{name} is declared twice", CORRECT, line)
    found[name] = line


def _gate(text: str, line: int) -> tuple[str, Gate]:
    """Parse a line ``signal = GATE(signal, ...)`` into the signal and its gate."""
    told = DEFINED.fullmatch(text)
    if told is None:
        raise BadCircuit(f"{text[:40]!r} is no INPUT, no OUTPUT and no gate", CORRECT, line)
    name, op, table = told[1], told[2].upper(), told[3]
    reads = tuple(one.strip() for one in told[4].split(",")) if (told[4] or "").strip() else ()
    if told[2] in CONSTANTS and told[4] is None:
        return name, Gate(told[2], 0, (), line)
    if op in MEMORY:
        raise BadCircuit(f"{op}: the circuit has memory", COMBINATIONAL, line)
    if not all(reads) or any(re.search(r"\s", one) for one in reads):
        raise BadCircuit(f"{text[:40]!r} does not separate its signals by commas", CORRECT, line)
    if op == "LUT" and table is not None:
        if len(reads) > MOST or int(table, 16) >> (1 << len(reads)):
            raise BadCircuit(f"{table[:40]} is no table of {len(reads)} signals", CORRECT, line)
        return name, Gate(op, int(table, 16), reads, line)
    if op not in GATES or table is not None:
        raise BadCircuit(
            f"{told[2][:40]!r} is no gate that is read: {', '.join(GATES)}, LUT", CORRECT, line
        )
    if not reads or (GATES[op][0] == "BUF" and len(reads) != 1):
        raise BadCircuit(f"{op} does not read {len(reads)} signals", CORRECT, line)
    return name, Gate(op, 0, reads, line)


def built(netlist: Netlist) -> Aig:
    """Build the circuit of a netlist."""
    aig = Aig()
    to: dict[str, Lit] = {name: aig.input(name) for name in netlist.inputs}
    for name, gate in netlist.gates.items():
        to[name] = _literal(aig, gate, [to[one] for one in gate.reads])
    for name in netlist.outputs:
        aig.output(to[name], name)
    return aig


def _literal(aig: Aig, gate: Gate, signals: list[Lit]) -> Lit:
    if gate.op in CONSTANTS:
        return CONSTANTS[gate.op]
    if gate.op == "LUT":
        every = (1 << len(signals)) - 1
        rows = [row for row in range(every + 1) if gate.table >> row & 1]
        return function_of(aig, [(row, row ^ every) for row in rows], signals)
    op, flip = GATES[gate.op]
    match op:
        case "AND":
            return conjunction(aig, signals) ^ flip
        case "OR":
            return disjunction(aig, signals) ^ flip
        case "XOR":
            return reduce(aig.xor, signals) ^ flip
        case _:
            return signals[0] ^ flip
