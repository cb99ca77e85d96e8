"""The context of a run: the memory that compiled code shares with its caller.

It begins with the fields below, one word each. After them come the heads of the free lists, then
the draws (pairs of a bound and its number of draws), then the counters.
"""

from __future__ import annotations

FIELDS = (
    "time", "words", "peak", "calls", "span", "candidates",
    "walked",  # rows that were traversed free of charge
    "fuel", "memory", "depth", "stack",  # limits; `stack` is the lowest address for frames
    "allowed", "left",  # the fuel of one run, and what remains for all runs of a call
    "what", "place", "first", "second",  # which failure, where, and its two words
    "bump", "end", "more",  # the arena: next free word, end, and the callback for more
    "wider",  # the callback for more room for results
    "base", "limit", "chunk",  # the arena's start, its first part's end, parts in use
    "key", "counter",  # the tape
    "drawn",  # how many different bounds were drawn
    "written", "consumed",  # words of output written, and of input read
)  # fmt: skip
FIELD = {name: place for place, name in enumerate(FIELDS)}
CLASSES = 48  # size classes of cells: powers of two words
FREE = len(FIELDS)
BOUNDS = 64  # most distinct bounds of draws that can be counted, within every limit
DRAWS = FREE + CLASSES
COUNTERS = DRAWS + 2 * BOUNDS
HEAD = 4  # words at the head of a cell: references, length, capacity, class
REFS, LENGTH, CAPACITY, CLASS = range(HEAD)
LIMIT = 2**61  # limits are clamped to this for compiled code
MANY = 2**61  # stands for any size beyond every limit
