"""What passes between a process and its child: messages of some byte strings, and nothing else.

Bytes cannot be more than data: nothing that a child sends is executed or called by who reads it.
"""

from __future__ import annotations

from array import array
from typing import IO


def send(stream: IO[bytes], *parts: bytes) -> None:
    """Writes a message: how many parts, how long each is, and they themselves."""
    stream.write(packed(len(parts), *map(len, parts)))
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> list[bytes]:
    """The next message.

    Raises
    ------
    EOFError
        If the stream ends.
    """
    (count,) = unpacked(exactly(stream, 8))
    return [exactly(stream, size) for size in unpacked(exactly(stream, 8 * count))]


def exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes of a stream."""
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def packed(*words: int) -> bytes:
    """64-bit words as bytes."""
    return array("q", words).tobytes()


def unpacked(data: bytes) -> array[int]:
    """Bytes as 64-bit words."""
    words = array("q")
    words.frombytes(data)
    return words
