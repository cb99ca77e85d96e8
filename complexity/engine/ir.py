"""LLVM's textual form, written instruction by instruction.

A value is the text by which the form names it: `%7`, `@table`, a literal. Only what the engine
needs is here: arithmetic on 64-bit words, loads and stores, blocks, counted loops.

References
----------
.. [1] LLVM Language Reference Manual, https://llvm.org/docs/LangRef.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

RARELY = "!prof !9"
# aliasing classes: what the run's context, the heads of cells and the elements of cells hold
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
    """The body of one function.

    Attributes
    ----------
    intrinsics : declarations that the body needs
    block : the label of the block that is written
    """

    def __init__(self, head: str) -> None:
        self.head, self.block = head, "entry"
        self.allocas: list[str] = []
        self.lines: list[str] = []
        self.intrinsics: set[str] = set()
        self.names = 0
        self.places: dict[str, str] = {}

    def fresh(self, stem: str = "") -> str:
        """A name that nothing has yet."""
        self.names += 1
        return f"{stem}{self.names}" if stem else f"%v{self.names}"

    def do(self, text: str) -> None:
        """An instruction without a result."""
        self.lines.append(f"  {text}")

    def op(self, text: str) -> str:
        """An instruction with a result, which is returned."""
        name = self.fresh()
        self.lines.append(f"  {name} = {text}")
        return name

    def two(self, name: str, a: str, b: str, type_: str = "i64") -> str:
        """An instruction of two operands of one type."""
        return self.op(f"{name} {type_} {a}, {b}")

    def add(self, a: str, b: str) -> str:
        """a + b, where it is known not to overflow."""
        if a == "0" or b == "0":
            return b if a == "0" else a
        return self.two("add nsw", a, b)

    def sub(self, a: str, b: str) -> str:
        """a - b, where it is known not to overflow."""
        return a if b == "0" else self.two("sub nsw", a, b)

    def compare(self, how: str, a: str, b: str, type_: str = "i64") -> str:
        """A comparison, as a bit."""
        return self.op(f"icmp {how} {type_} {a}, {b}")

    def widen(self, bit: str) -> str:
        """A bit as a word."""
        return self.op(f"zext i1 {bit} to i64")

    def truth(self, word: str) -> str:
        """Whether a word is not 0, as a bit."""
        return self.compare("ne", word, "0")

    def select(self, bit: str, yes: str, no: str, type_: str = "i64") -> str:
        """yes or no, as the bit says."""
        return self.op(f"select i1 {bit}, {type_} {yes}, {type_} {no}")

    def most(self, a: str, b: str, how: str = "smax") -> str:
        """The larger of two words, or the smaller (`smin`)."""
        return self.intrinsic(f"llvm.{how}.i64", "i64", [a, b])

    def intrinsic(self, name: str, result: str, words: Sequence[str]) -> str:
        """One of LLVM's own functions of words."""
        self.intrinsics.add(f"declare {result} @{name}({', '.join(['i64'] * len(words))})")
        return self.op(f"call {result} @{name}({', '.join(f'i64 {word}' for word in words)})")

    def load(self, place: str, alias: str = "", type_: str = "i64") -> str:
        """What stands at a place."""
        return self.op(f"load {type_}, ptr {place}{', ' + alias if alias else ''}")

    def store(self, value: str, place: str, alias: str = "", type_: str = "i64") -> None:
        """Puts a value at a place."""
        self.do(f"store {type_} {value}, ptr {place}{', ' + alias if alias else ''}")

    def word_at(self, base: str, index: str | int) -> str:
        """The place of a word, counted from a base."""
        if str(index) == "0":
            return base
        return self.op(f"getelementptr inbounds i64, ptr {base}, i64 {index}")

    def word_after(self, base: str, index: str) -> str:
        """The place of a word that may lie beyond the block in which the base lies."""
        return self.op(f"getelementptr i64, ptr {base}, i64 {index}")

    def variable(self, type_: str = "i64", first: str | None = None) -> str:
        """A place of this call's own; `first`, a literal, stands there from the start."""
        place = self.fresh("%p")
        self.allocas.append(f"  {place} = alloca {type_}")
        if first is not None:
            self.allocas.append(f"  store {type_} {first}, ptr {place}")
        return place

    def shared(self, type_: str) -> str:
        """A place of this call's own, the same whenever it is asked for."""
        if type_ not in self.places:
            self.places[type_] = self.variable(type_)
        return self.places[type_]

    def label(self, stem: str) -> str:
        """A label that no block has yet."""
        return self.fresh(stem)

    def at(self, label: str) -> None:
        """Begins a block."""
        self.lines.append(f"{label}:")
        self.block = label

    def go(self, label: str) -> None:
        """Ends a block: on to another."""
        self.do(f"br label %{label}")

    def fork(self, bit: str, yes: str, no: str, rarely: bool = False) -> None:
        """Ends a block: on to one of two; `rarely` says that it is hardly ever the first."""
        hint = f", {RARELY}" if rarely else ""
        self.do(f"br i1 {bit}, label %{yes}, label %{no}{hint}")

    @contextmanager
    def when(self, bit: str, rarely: bool = False) -> Iterator[None]:
        """What is written inside happens where the bit holds."""
        yes, end = self.label("yes"), self.label("end")
        self.fork(bit, yes, end, rarely)
        self.at(yes)
        yield
        self.go(end)
        self.at(end)

    @contextmanager
    def repeat(self, count: str) -> Iterator[tuple[str, str]]:
        """What is written inside happens for the indices 0, 1, ..., count - 1.

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
        """The function as text."""
        body = "\n".join(["entry:", *self.allocas, *self.lines])
        return f"{self.head} {{\n{body}\n}}\n"
