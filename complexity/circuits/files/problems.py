"""The error for a malformed circuit file: a message with its position, and the repair."""

from __future__ import annotations

from ...portable import Portable

CORRECT = "correct the file, or write it again with the tool that made it"
COMBINATIONAL = "only circuits without memory are measured: write the combinational part alone"


class BadCircuit(Portable, ValueError):
    """A circuit's file cannot be read, or is not a combinational circuit.

    Attributes
    ----------
    line : the line of an error in text, from 1; 0 for an error in binary data
    byte : the offset of an error in binary data, from 0; -1 for an error in text
    file : the name of the file, or ""
    """

    def __init__(self, message: str, repair: str, line: int = 0, byte: int = -1) -> None:
        where = f"line {line}: " if line else f"byte {byte}: " if byte >= 0 else ""
        super().__init__(where + message)
        self.message, self.repair, self.line, self.byte = message, repair, line, byte
        self.file = ""
