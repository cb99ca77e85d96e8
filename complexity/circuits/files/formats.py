"""Circuits in files; the suffix gives the format, in lower or upper case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ... import storage
from ..aig.depths import cone
from ..aig.graph import Aig
from . import aiger, bench, blif
from .problems import BadCircuit
from .verilog import write_verilog

MOST_BYTES = 1 << 28
READ = (".aig", ".aag", ".blif", ".bench")
WRITTEN = (".aig", ".aag", ".blif", ".v")
UNREAD = {
    ".v": "Verilog", ".sv": "Verilog", ".vhd": "VHDL", ".vhdl": "VHDL", ".eqn": "equations",
    ".pla": "a PLA", ".edif": "EDIF", ".edn": "EDIF", ".cnf": "a formula", ".smv": "SMV",
    ".btor": "BTOR", ".btor2": "BTOR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """The contents of a file, counted as written.

    Attributes
    ----------
    what : the counted unit: an "AND" of AIGER, a "node" (cover) of BLIF, a "gate" of BENCH
    count, levels : the number of units, and the number on the longest path to an output
    edges, cubes : the total fan-in, and the number of rows of covers; None where not applicable
    shared : the ANDs and levels without duplicate and constant gates and those that no output
        needs; None where the unit is not an AND
    """

    what: str
    count: int
    levels: int
    edges: int | None = None
    cubes: int | None = None
    shared: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A circuit read from a file, simplified, with the counts of the file itself."""

    aig: Aig
    own: Own


def is_circuit(name: str) -> bool:
    """Whether the suffix of a name is that of a circuit's file, readable or not."""
    suffix = Path(name).suffix.lower()
    return suffix in READ or suffix in UNREAD


def read_circuit(path: str, rules: bool = True) -> Aig:
    """Read a circuit in AIGER (.aig, .aag), BLIF (.blif) or BENCH (.bench).

    Parameters
    ----------
    rules : whether two-level rules simplify the gates of AIGER; otherwise equal gates
        are shared, and nothing more

    Raises
    ------
    BadCircuit
        If the file is not a combinational circuit, is too large, or has an unsupported format.
    OSError
        If the file cannot be read.
    """
    return read_file(path, rules, counted=False).aig


def read_file(path: str, rules: bool = True, counted: bool = True) -> File:
    """Read the circuit of a file, and count what the file contains.

    Parameters
    ----------
    rules : as in `read_circuit`
    counted : whether to compute `Own.shared`

    Raises
    ------
    BadCircuit, OSError
        As in `read_circuit`.
    """
    suffix = Path(path).suffix.lower()
    try:
        if suffix in UNREAD:
            message = f"this is {UNREAD[suffix]} ({suffix}), which is not read"
            raise BadCircuit(message, f"give a circuit as {', '.join(READ)}")
        return parsed(content(path), suffix, rules, counted)
    except BadCircuit as error:
        error.file = path
        raise


def content(path: str) -> bytes:
    """Read the bytes of a file, up to a limit on its size."""
    try:
        return storage.read(path, MOST_BYTES)
    except storage.TooLarge as error:
        message = f"the file has {error.size:,} bytes, and at most {MOST_BYTES:,} are read"
        raise BadCircuit(message, "take a smaller circuit") from None


def parsed(data: bytes, suffix: str, rules: bool, counted: bool) -> File:
    """Parse data in the format of a suffix."""
    match suffix:
        case ".blif":
            network = blif.read_network(data)
            own = Own("node", len(network.covers), network.levels, network.edges, network.cubes)
            return File(blif.built(network), own)
        case ".bench":
            netlist = bench.read_netlist(data)
            own = Own("gate", len(netlist.gates), netlist.levels, netlist.edges)
            return File(bench.built(netlist), own)
        case _:
            raw = aiger.read_raw(data)
            plain = cone(aiger.built(raw, rules=False)) if counted else None
            shared = None if plain is None else (plain.size, plain.depth)
            own = Own("AND", len(raw.gates), raw.levels, shared=shared)
            return File(aiger.built(raw, rules), own)


def write_circuit(aig: Aig, path: str) -> None:
    """Write a circuit to a file, in the format of its suffix: .aig, .aag, .blif or .v.

    Raises
    ------
    BadCircuit
        If the suffix is none of these.
    OSError
        If the file cannot be written.
    """
    data = as_format(aig, Path(path).suffix.lower())
    storage.write(path, data)


def as_format(aig: Aig, suffix: str) -> bytes:
    """Render a circuit in the format of a suffix."""
    match suffix:
        case ".aig" | ".aag":
            return aiger.write_aiger(aig, suffix == ".aig")
        case ".blif":
            return blif.write_blif(aig).encode()
        case ".v":
            return write_verilog(aig).encode()
        case _:
            message = f"no format has the suffix {suffix!r}"
            raise BadCircuit(message, f"end the name in {', '.join(WRITTEN)}")
