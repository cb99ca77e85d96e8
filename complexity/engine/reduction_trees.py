"""Machine code for the levels of reductions: balanced trees."""

from __future__ import annotations

from .context import HEAD
from .frame import Frame, note
from .ir import ELEMENT, Writer
from .level_forms import Form


def reduced(frame: Frame, cell: str, size: str, stride: int, known: Form) -> Form:
    """Emit the level of a reduction of at least one element, none ready before `known`.

    The level of each element is the last word of the element in its cell. Of a balanced tree over
    max(level, known), the root is the maximum of the tree over the levels alone and of
    known + ceil(log2 k), the depth of the tree.
    """
    w, levels = frame.w, frame.levels
    first = w.word_at(cell, HEAD + stride - 1)
    if frame.unit.options.bounded:
        function = frame.unit.helper(f"tree{stride}", lambda unit: _tree(stride))
        top = w.op(f"call i64 {function}(ptr {first}, i64 {size})")
        deep = w.add(levels.word(known), logarithm(w, size))
        root = levels.atom(w.most(top, deep), known)
    else:
        function = frame.unit.helper(f"latest{stride}", lambda unit: _latest(stride))
        top = w.op(f"call i64 {function}(ptr {first}, i64 {size})")
        latest = w.most(top, levels.word(known))
        more = w.widen(w.compare("sgt", size, "1"))
        root = levels.atom(w.add(latest, more), known)
    note(frame, root)
    return root


def logarithm(w: Writer, size: str) -> str:
    """Emit ceil(log2 size), and 0 for sizes below 1."""
    w.intrinsics.add("declare i64 @llvm.ctlz.i64(i64, i1)")
    less = w.sub(w.most(size, "1"), "1")
    return w.sub("64", w.op(f"call i64 @llvm.ctlz.i64(i64 {less}, i1 false)"))


def _tree(stride: int) -> Writer:
    """Write a function of levels and their number: the level of a balanced tree's root."""
    w = Writer(f"define internal i64 @tree{stride}(ptr %first, i64 %size)")
    w.fork(w.compare("eq", "%size", "1"), "leaf", "inner")
    w.at("leaf")
    w.do(f"ret i64 {w.load('%first', ELEMENT)}")
    w.at("inner")
    half = w.two("lshr", "%size", "1")
    rest = w.sub("%size", half)
    other = w.word_at("%first", half if stride == 1 else w.two("mul", half, str(stride)))
    left = w.op(f"call i64 @tree{stride}(ptr %first, i64 {half})")
    right = w.op(f"call i64 @tree{stride}(ptr {other}, i64 {rest})")
    w.do(f"ret i64 {w.add(w.most(left, right), '1')}")
    return w


def _latest(stride: int) -> Writer:
    """Write a function of levels and their number: the maximum, and 0 if there are none."""
    w = Writer(f"define internal i64 @latest{stride}(ptr %first, i64 %size)")
    most = w.variable("i64", "0")
    with w.repeat("%size") as (index, _):
        at = w.word_at("%first", index if stride == 1 else w.two("mul", index, str(stride)))
        w.store(w.most(w.load(most), w.load(at, ELEMENT)), most)
    w.do(f"ret i64 {w.load(most)}")
    return w
