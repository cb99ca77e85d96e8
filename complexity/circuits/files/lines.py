"""A file of a circuit as lines and bytes: a reader that knows its place."""

from __future__ import annotations

from .problems import CORRECT, BadCircuit

DIGITS = 18  # of a number, so that none is dear to read
LONGEST = 5  # bytes of a difference: 35 bits


class Lines:
    """Reads lines, and binary differences between them, from the start to the end.

    Attributes
    ----------
    at : the byte that is read next
    line : the number of the last line, from 1; -1 once binary data were read
    size : bytes of the file
    """

    __slots__ = ("at", "data", "line", "size")

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.line, self.size = data, 0, 0, len(data)

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self.at >= self.size

    def next(self) -> str:
        """The next line, without its end.

        Raises
        ------
        BadCircuit
            If the file ends before.
        """
        if self.ended:
            raise BadCircuit(f"the file ends after {self.size} bytes", CORRECT, self.line)
        end = self.data.find(b"\n", self.at)
        end = self.size if end < 0 else end
        text = self.data[self.at : end].decode("utf-8", "replace")
        self.at, self.line = end + 1, self.line + 1 if self.line >= 0 else -1
        return text.removesuffix("\r")

    def number(self, text: str, what: str) -> int:
        """A natural number in decimal digits."""
        text = text.strip()
        if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
            raise self.bad(f"{text[:40]!r} is no number, where {what} stands")
        return int(text)

    def delta(self) -> int:
        """A difference in AIGER's binary code: seven bits a byte, the least significant first."""
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
        """A refusal at the line that was read last; at its byte after binary data."""
        if self.line > 0:
            return BadCircuit(message, repair, self.line)
        start = self.data.rfind(b"\n", 0, max(0, self.at - 1)) + 1
        return BadCircuit(message, repair, 0, start)
