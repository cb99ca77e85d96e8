"""Circuits in files: the suffix says the format, in small or in capital letters."""

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
    """What stands in a file, counted as it stands.

    Attributes
    ----------
    what : what is counted: an "AND" of AIGER, a "node" (cover) of BLIF, a "gate" of BENCH
    count, levels : how many, and how many on the longest path to an output
    edges, cubes : how many signals they read, and how many rows covers have; None elsewhere
    shared : the ANDs and levels when those that equal others, are constant or are needed by no
        output are left out; None where not ANDs are counted
    """

    what: str
    count: int
    levels: int
    edges: int | None = None
    cubes: int | None = None
    shared: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A circuit of a file, reduced as its gates are added, and what stands in the file."""

    aig: Aig
    own: Own


def is_circuit(name: str) -> bool:
    """Whether a name is that of a circuit's file, by its suffix; of one that is not read too."""
    suffix = Path(name).suffix.lower()
    return suffix in READ or suffix in UNREAD


def read_circuit(path: str, rules: bool = True) -> Aig:
    """The circuit of a file in AIGER (.aig, .aag), BLIF (.blif) or BENCH (.bench).

    Parameters
    ----------
    rules : whether the gates of AIGER are made smaller by rules of two levels; else equal ones
        are shared and no more

    Raises
    ------
    BadCircuit
        Where it is no circuit without memory, too large, or in a format that is not read.
    OSError
        Where it cannot be read.
    """
    return read_file(path, rules, counted=False).aig


def read_file(path: str, rules: bool = True, counted: bool = True) -> File:
    """The circuit of a file, and what stands in it.

    Parameters
    ----------
    rules : as of `read_circuit`
    counted : whether `Own.shared` is wanted

    Raises
    ------
    BadCircuit, OSError
        As `read_circuit`.
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
    """The bytes of a file, if they are not too many."""
    try:
        return storage.read(path, MOST_BYTES)
    except storage.TooLarge as error:
        message = f"the file has {error.size:,} bytes, and at most {MOST_BYTES:,} are read"
        raise BadCircuit(message, "take a smaller circuit") from None


def parsed(data: bytes, suffix: str, rules: bool, counted: bool) -> File:
    """The circuit of a text in the format of a suffix."""
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
        Where the suffix is of none of them.
    OSError
        Where it cannot be written.
    """
    data = as_format(aig, Path(path).suffix.lower())
    storage.write(path, data)


def as_format(aig: Aig, suffix: str) -> bytes:
    """A circuit in the format of a suffix."""
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
