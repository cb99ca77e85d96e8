"""A reader of the lines and bytes of a circuit's file that tracks its position."""

from __future__ import annotations

from .problems import CORRECT, BadCircuit

DIGITS = 18  # of a number, which bounds the cost of parsing it
LONGEST = 5  # bytes of a difference, which are 35 bits


class Lines:
    """A reader of lines, and of binary differences between them, from start to end.

    Attributes
    ----------
    at : the offset of the next byte
    line : the number of the line read last, from 1; -1 once binary data have been read
    size : bytes of the file
    """

    __slots__ = ("at", "data", "line", "size")

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.line, self.size = data, 0, 0, len(data)

    @property
    def ended(self) -> bool:
        """Whether the end is reached."""
        return self.at >= self.size

    def next(self) -> str:
        """Read a line; its terminator is removed.

        Raises
        ------
        BadCircuit
            If the file has no further line.
        """
        if self.ended:
            raise BadCircuit(f"the file ends after {self.size} bytes", CORRECT, self.line)
        end = self.data.find(b"\n", self.at)
        end = self.size if end < 0 else end
        text = self.data[self.at : end].decode("utf-8", "replace")
        self.at, self.line = end + 1, self.line + 1 if self.line >= 0 else -1
        return text.removesuffix("\r")

    def number(self, text: str, what: str) -> int:
        """Parse a natural number in decimal digits; `what` names it in the message."""
        text = text.strip()
        if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
            raise self.bad(f"{text[:40]!r} is no number, where {what} stands")
        return int(text)

    def delta(self) -> int:
        """Read a difference in AIGER's code: seven bits per byte, least significant first."""
        self.line = -1
        data, value = self.data, 0
        for place in range(LONGEST):
            if self.at >= self.size:
                raise BadCircuit("the file ends amid its gates", CORRECT, 0, self.size)
            byte = data[self.at]
            self.at += 1
            value |= (byte & 127) << 7 * place
            if byte < 128:
                return value
        raise BadCircuit("a difference is longer than 5 bytes", CORRECT, 0, self.at - LONGEST)

    def bad(self, message: str, repair: str = CORRECT) -> BadCircuit:
        """The error for the line read last, or for the current byte in binary data."""
        if self.line > 0:
            return BadCircuit(message, repair, self.line)
        start = self.data.rfind(b"\n", 0, max(0, self.at - 1)) + 1
        return BadCircuit(message, repair, 0, start)
