"""What is wrong with a circuit's file: a message with its place, and the repair."""

from __future__ import annotations

from ...portable import Portable

CORRECT = "correct the file, or write it again with the tool that made it"
COMBINATIONAL = "only circuits without memory are measured: write the combinational part alone"


class BadCircuit(Portable, ValueError):
    """A circuit's file that cannot be read, or holds what no combinational circuit has.

    Attributes
    ----------
    line : counted from 1, where the text is wrong; 0 where a byte is
    byte : counted from 0, where binary data are wrong; -1 where a line is
    file : its name, where it is known
    """

    def __init__(self, message: str, repair: str, line: int = 0, byte: int = -1) -> None:
        where = f"line {line}: " if line else f"byte {byte}: " if byte >= 0 else ""
        super().__init__(where + message)
        self.message, self.repair, self.line, self.byte = message, repair, line, byte
        self.file = ""
