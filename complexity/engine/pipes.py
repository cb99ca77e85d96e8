"""Messages between a process and its child: sequences of byte strings.

Bytes are plain data, unlike pickles: nothing that a child sends can be executed by its parent.
"""

from __future__ import annotations

from array import array
from typing import IO


def send(stream: IO[bytes], *parts: bytes) -> None:
    """Write a message: the number of parts, the length of each, and the parts themselves."""
    stream.write(packed(len(parts), *map(len, parts)))
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> list[bytes]:
    """Read the next message.

    Raises
    ------
    EOFError
        If the stream ends.
    """
    (count,) = unpacked(exactly(stream, 8))
    return [exactly(stream, size) for size in unpacked(exactly(stream, 8 * count))]


def exactly(stream: IO[bytes], size: int) -> bytes:
    """Read `size` bytes from a stream."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def packed(*words: int) -> bytes:
    """Encode 64-bit words as bytes."""
    return array("q", words).tobytes()


def unpacked(data: bytes) -> array[int]:
    """Decode bytes as 64-bit words."""
    words = array("q")
    words.frombytes(data)
    return words
