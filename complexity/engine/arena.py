"""The memory of cells, of which compiled code asks for more when it needs more."""

from __future__ import annotations

import ctypes
import mmap
from typing import Any

from .context import FIELD

FIRST = 2**26  # bytes of the arena's first part; memory is taken from the system as it is touched
ARENA = 2**33  # bytes of all parts together
MORE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_int64)


def first_part() -> mmap.mmap:
    """The first part of an arena, smaller where the system has little memory.

    Raises
    ------
    MemoryError
        If it has none.
    """
    size = FIRST
    while size >= mmap.PAGESIZE:
        try:
            return mmap.mmap(-1, size)
        except OSError:
            size //= 4
    raise MemoryError("there is no memory for lists")


class Arena:
    """The memory of cells: parts that are taken from the system one after the other."""

    def __init__(self) -> None:
        self.context: Any = None
        self.parts: list[mmap.mmap] = [first_part()]
        self.call = MORE(self.more)

    def begin(self, context: Any) -> None:
        """The runs of this context have the memory from here on."""
        self.context, begin = context, self.address(0)
        context[FIELD["base"]], context[FIELD["limit"]] = begin, begin + len(self.parts[0])

    def address(self, part: int) -> int:
        """Where a part begins."""
        return ctypes.addressof(ctypes.c_char.from_buffer(self.parts[part]))

    def more(self, words: int) -> int | None:
        """A block of so many words in the next part that has room, or None where there is none.

        Compiled code calls it.
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
        """One part more, twice as large as the last; whether there is memory for it."""
        size = max(2 * len(self.parts[-1]), least)
        if sum(map(len, self.parts)) + size > ARENA:
            return False
        try:
            self.parts.append(mmap.mmap(-1, size))
        except (OSError, MemoryError, ValueError):
            return False
        return True

    def rest(self) -> None:
        """Gives memory back to the system after runs that took more than the first part."""
        if len(self.parts) > 1:
            del self.parts[1:]
            if hasattr(mmap, "MADV_DONTNEED"):
                self.parts[0].madvise(mmap.MADV_DONTNEED)
