"""A writer of LLVM's textual form [1]_, instruction by instruction.

A value is the text that names it: `%7`, `@table` or a literal. Only what the engine needs is here:
arithmetic on 64-bit words, loads and stores, blocks and counted loops.

References
----------
.. [1] LLVM Language Reference Manual, https://llvm.org/docs/LangRef.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

RARELY = "!prof !9"
# alias classes: a store to the context, to heads or to elements of cells changes only its own class
CONTEXT, HEAD, ELEMENT = "!tbaa !1", "!tbaa !2", "!tbaa !3"
METADATA = """
!0 = !{!"memory"}
!1 = !{!4, !4, i64 0}
!2 = !{!5, !5, i64 0}
!3 = !{!6, !6, i64 0}
!4 = !{!"context", !0, i64 0}
!5 = !{!"head", !0, i64 0}
!6 = !{!"element", !0, i64 0}
!9 = !{!"branch_weights", i32 1, i32 2000}
"""


class Writer:
    """Writes the body of one function.

    Attributes
    ----------
    intrinsics : the declarations that the body needs
    block : the label of the current block
    """

    def __init__(self, head: str) -> None:
        self.head, self.block = head, "entry"
        self.allocas: list[str] = []
        self.lines: list[str] = []
        self.intrinsics: set[str] = set()
        self.names = 0
        self.places: dict[str, str] = {}

    def fresh(self, stem: str = "") -> str:
        """Return an unused name."""
        self.names += 1
        return f"{stem}{self.names}" if stem else f"%v{self.names}"

    def do(self, text: str) -> None:
        """Write an instruction without a result."""
        self.lines.append(f"  {text}")

    def op(self, text: str) -> str:
        """Write an instruction and return the name of its result."""
        name = self.fresh()
        self.lines.append(f"  {name} = {text}")
        return name

    def two(self, name: str, a: str, b: str, type_: str = "i64") -> str:
        """Write an instruction on two operands of one type."""
        return self.op(f"{name} {type_} {a}, {b}")

    def add(self, a: str, b: str) -> str:
        """Write a + b, which is known not to overflow."""
        if a == "0" or b == "0":
            return b if a == "0" else a
        return self.two("add nsw", a, b)

    def sub(self, a: str, b: str) -> str:
        """Write a - b, which is known not to overflow."""
        return a if b == "0" else self.two("sub nsw", a, b)

    def compare(self, how: str, a: str, b: str, type_: str = "i64") -> str:
        """Write a comparison, whose result is a bit."""
        return self.op(f"icmp {how} {type_} {a}, {b}")

    def widen(self, bit: str) -> str:
        """Extend a bit to a word."""
        return self.op(f"zext i1 {bit} to i64")

    def truth(self, word: str) -> str:
        """Return the bit that says whether a word is not 0."""
        return self.compare("ne", word, "0")

    def select(self, bit: str, yes: str, no: str, type_: str = "i64") -> str:
        """Select `yes` or `no` by a bit."""
        return self.op(f"select i1 {bit}, {type_} {yes}, {type_} {no}")

    def most(self, a: str, b: str, how: str = "smax") -> str:
        """Return the larger of two words, or the smaller (`smin`)."""
        return self.intrinsic(f"llvm.{how}.i64", "i64", [a, b])

    def intrinsic(self, name: str, result: str, words: Sequence[str]) -> str:
        """Call an LLVM intrinsic on words."""
        self.intrinsics.add(f"declare {result} @{name}({', '.join(['i64'] * len(words))})")
        return self.op(f"call {result} @{name}({', '.join(f'i64 {word}' for word in words)})")

    def load(self, place: str, alias: str = "", type_: str = "i64") -> str:
        """Load from an address."""
        return self.op(f"load {type_}, ptr {place}{', ' + alias if alias else ''}")

    def store(self, value: str, place: str, alias: str = "", type_: str = "i64") -> None:
        """Store a value at an address."""
        self.do(f"store {type_} {value}, ptr {place}{', ' + alias if alias else ''}")

    def word_at(self, base: str, index: str | int) -> str:
        """Return the address of a word, by its index from a base."""
        if str(index) == "0":
            return base
        return self.op(f"getelementptr inbounds i64, ptr {base}, i64 {index}")

    def word_after(self, base: str, index: str) -> str:
        """Return the address of a word that may lie beyond the memory block of the base."""
        return self.op(f"getelementptr i64, ptr {base}, i64 {index}")

    def variable(self, type_: str = "i64", first: str | None = None) -> str:
        """Allocate a stack variable; its initial value `first` must be a literal."""
        place = self.fresh("%p")
        self.allocas.append(f"  {place} = alloca {type_}")
        if first is not None:
            self.allocas.append(f"  store {type_} {first}, ptr {place}")
        return place

    def shared(self, type_: str) -> str:
        """Return the stack variable of a type that all callers in this function share."""
        if type_ not in self.places:
            self.places[type_] = self.variable(type_)
        return self.places[type_]

    def label(self, stem: str) -> str:
        """Return an unused label."""
        return self.fresh(stem)

    def at(self, label: str) -> None:
        """Begin a block."""
        self.lines.append(f"{label}:")
        self.block = label

    def go(self, label: str) -> None:
        """End the block with a jump."""
        self.do(f"br label %{label}")

    def fork(self, bit: str, yes: str, no: str, rarely: bool = False) -> None:
        """End the block with a branch on a bit; `rarely` marks `yes` as unlikely."""
        hint = f", {RARELY}" if rarely else ""
        self.do(f"br i1 {bit}, label %{yes}, label %{no}{hint}")

    @contextmanager
    def when(self, bit: str, rarely: bool = False) -> Iterator[None]:
        """Execute what is written inside the context only where the bit holds."""
        yes, end = self.label("yes"), self.label("end")
        self.fork(bit, yes, end, rarely)
        self.at(yes)
        yield
        self.go(end)
        self.at(end)

    @contextmanager
    def repeat(self, count: str) -> Iterator[tuple[str, str]]:
        """Execute what is written inside the context for indices 0, 1, ..., count - 1.

        Yields
        ------
        index, end : the index, and the label after the loop
        """
        before, head, body = self.block, self.label("head"), self.label("body")
        latch, end = self.label("latch"), self.label("end")
        self.go(head)
        self.at(head)
        following = self.fresh()
        index = self.op(f"phi i64 [ 0, %{before} ], [ {following}, %{latch} ]")
        self.fork(self.compare("slt", index, count), body, end)
        self.at(body)
        yield index, end
        self.go(latch)
        self.at(latch)
        self.do(f"{following} = add nuw nsw i64 {index}, 1")
        self.go(head)
        self.at(end)

    def text(self) -> str:
        """Return the function as text."""
        body = "\n".join(["entry:", *self.allocas, *self.lines])
        return f"{self.head} {{\n{body}\n}}\n"
