"""The memory of cells, which grows when compiled code asks for more."""

from __future__ import annotations

import ctypes
import mmap
from typing import Any

from .context import FIELD

FIRST = 2**26  # bytes of the arena's first part; the system provides pages as they are touched
ARENA = 2**33  # most bytes of all parts together
MORE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_int64)


def first_part() -> mmap.mmap:
    """Map the first part of an arena, a smaller one if the system has little memory.

    Raises
    ------
    MemoryError
        If there is not even memory for a small part.
    """
    size = FIRST
    while size >= mmap.PAGESIZE:
        try:
            return mmap.mmap(-1, size)
        except OSError:
            size //= 4
    raise MemoryError("there is no memory for lists")


class Arena:
    """The memory of cells: parts of increasing size, mapped one after another."""

    def __init__(self) -> None:
        self.context: Any = None
        self.parts: list[mmap.mmap] = [first_part()]
        self.call = MORE(self.more)

    def begin(self, context: Any) -> None:
        """Let the runs of a context allocate from the start of the arena."""
        self.context, begin = context, self.address(0)
        context[FIELD["base"]], context[FIELD["limit"]] = begin, begin + len(self.parts[0])

    def address(self, part: int) -> int:
        """Return the address at which a part begins."""
        return ctypes.addressof(ctypes.c_char.from_buffer(self.parts[part]))

    def more(self, words: int) -> int | None:
        """Allocate a block of `words` words in the next part with room; None if memory ends.

        Compiled code calls this when its current part is full.
        """
        context = self.context
        while True:
            context[FIELD["chunk"]] += 1
            number = context[FIELD["chunk"]]
            if number == len(self.parts) and not self.extend(8 * words):
                return None
            begin, size = self.address(number), len(self.parts[number])
            if 8 * words <= size:
                context[FIELD["bump"]] = begin + 8 * words
                context[FIELD["end"]] = begin + size
                return begin

    def extend(self, least: int) -> bool:
        """Map one more part, twice as large as the last; return whether there is memory for it."""
        size = max(2 * len(self.parts[-1]), least)
        if sum(map(len, self.parts)) + size > ARENA:
            return False
        try:
            self.parts.append(mmap.mmap(-1, size))
        except (OSError, MemoryError, ValueError):
            return False
        return True

    def rest(self) -> None:
        """Return memory to the system after runs that used more than the first part."""
        if len(self.parts) > 1:
            del self.parts[1:]
            if hasattr(mmap, "MADV_DONTNEED"):
                self.parts[0].madvise(mmap.MADV_DONTNEED)
