"""The context of a run: the words of memory that compiled code and its caller share.

Word k of the context is a field below; the heads of the lists of free cells follow, then the draws
(pairs of a bound and how often it was drawn), then the counters.
"""

from __future__ import annotations

FIELDS = (
    "time", "words", "peak", "calls", "span", "candidates",
    "walked",  # rows that were walked without a step
    "fuel", "memory", "depth", "stack",  # the limits; `stack` is the least address for frames
    "allowed", "left",  # the most fuel of a run, and what all runs of a call may still take
    "what", "place", "first", "second",  # of a failure
    "bump", "end", "more",  # the arena: its next word, its end, and what to call for more
    "wider",  # what to call for more room for results
    "base", "limit", "chunk",  # where it begins, where its first part ends, the parts in use
    "key", "counter",  # the tape
    "drawn",  # how many different bounds were drawn
    "written", "consumed",  # words of output, and of input
)  # fmt: skip
FIELD = {name: place for place, name in enumerate(FIELDS)}
CLASSES = 48  # sizes of cells, as powers of two words
FREE = len(FIELDS)
BOUNDS = 64  # the most different bounds of draws that are counted
DRAWS = FREE + CLASSES
COUNTERS = DRAWS + 2 * BOUNDS
HEAD = 4  # words at the head of a cell: references, length, capacity, class
REFS, LENGTH, CAPACITY, CLASS = range(HEAD)
LIMIT = 2**61  # what any limit is for compiled code at most
MANY = 2**61  # a size beyond every limit
