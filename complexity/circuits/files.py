"""Circuits in files: the suffix says the format."""

from __future__ import annotations

from pathlib import Path

from .. import storage
from .aig import Aig
from .aiger import read_aiger, write_aiger
from .blif import read_blif, write_blif
from .problems import BadCircuit
from .verilog import write_verilog

MOST_BYTES = 1 << 28
READ = (".aig", ".aag", ".blif")
WRITTEN = (*READ, ".v")


def is_circuit(name: str) -> bool:
    """Whether a name is that of a circuit's file, by its suffix."""
    return name.endswith(READ)


def read_circuit(path: str) -> Aig:
    """The circuit of a file in AIGER (.aig, .aag) or BLIF (.blif).

    Raises
    ------
    BadCircuit
        Where it is no circuit without memory, or too large.
    OSError
        Where it cannot be read.
    """
    data = storage.read(path, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadCircuit(f"the file is over {MOST_BYTES:,} bytes", "take a smaller circuit")
    try:
        return read_blif(data) if path.endswith(".blif") else read_aiger(data)
    except BadCircuit as error:
        error.file = path
        raise


def write_circuit(aig: Aig, path: str) -> None:
    """Write a circuit to a file, in the format of its suffix: .aig, .aag, .blif or .v.

    Raises
    ------
    BadCircuit
        Where the suffix is of none of them.
    OSError
        Where it cannot be written.
    """
    data = as_format(aig, Path(path).suffix)
    storage.write(path, data)


def as_format(aig: Aig, suffix: str) -> bytes:
    """A circuit in the format of a suffix."""
    match suffix:
        case ".aig" | ".aag":
            return write_aiger(aig, suffix == ".aig")
        case ".blif":
            return write_blif(aig).encode()
        case ".v":
            return write_verilog(aig).encode()
        case _:
            message = f"no format has the suffix {suffix!r}"
            raise BadCircuit(message, f"end the name in {', '.join(WRITTEN)}")
