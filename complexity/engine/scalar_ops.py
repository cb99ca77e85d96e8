"""Machine code of the scalar ops: an emitter for every op of the group `scalar`.

The op table's meaning is the standard: when an op fails, its failure is produced by applying that
meaning to the operands that the run left in the context.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ..language import meanings
from ..language.failures import Undefined
from ..language.ops import OPS
from ..language.types import SMALLEST
from .compilation_unit import Saying
from .frame import Frame, Value
from .ir import Writer
from .meters import beyond, fail_if
from .tape import draw

Emit = Callable[[Frame, list[Value]], Value]


@cache
def failure_of(name: str, operands: int = 2) -> Saying:
    """Return the failure that the meaning of an op raises on its operands."""
    meaning = OPS[name].meaning

    def saying(first: int, second: int) -> Undefined:
        assert meaning is not None
        try:
            meaning(*[bool(first) if name == "assert_" else first, second][:operands])
        except Undefined as failure:
            return failure
        raise AssertionError(f"{name} does not fail on {first} and {second}")

    return saying


def overflowing(name: str, instruction: str) -> Emit:
    """Return an emitter of +, - or *, which fails beyond 64 bits."""

    def emit(frame: Frame, args: list[Value]) -> Value:
        (a,), (b,) = args
        result, over = with_overflow(frame.w, instruction, a, b)
        fail_if(frame, over, failure_of(name), a, b)
        return (result,)

    return emit


def with_overflow(w: Writer, instruction: str, a: str, b: str) -> tuple[str, str]:
    """Emit the result modulo 2^64, and the bit that says whether it overflowed."""
    pair = w.intrinsic(f"llvm.{instruction}.with.overflow.i64", "{i64, i1}", [a, b])
    result = w.op(f"extractvalue {{i64, i1}} {pair}, 0")
    return result, w.op(f"extractvalue {{i64, i1}} {pair}, 1")


def negated(name: str) -> Emit:
    """Return an emitter of -a or abs(a), which fail for the least integer."""

    def emit(frame: Frame, args: list[Value]) -> Value:
        ((a,),), w = args, frame.w
        fail_if(frame, w.compare("eq", a, str(SMALLEST)), failure_of(name, 1), a)
        result = w.two("sub", "0", a)
        if name == "abs":
            result = w.select(w.compare("slt", a, "0"), result, a)
        return (result,)

    return emit


def floordiv(frame: Frame, args: list[Value]) -> Value:
    """Emit the quotient, rounded down."""
    ((a,), (b,)), w = args, frame.w
    fail_if(frame, w.compare("eq", b, "0"), failure_of("floordiv"), a, b)
    over = w.two("and", w.compare("eq", a, str(SMALLEST)), w.compare("eq", b, "-1"), "i1")
    fail_if(frame, over, failure_of("floordiv"), a, b)
    quotient, rest = w.two("sdiv", a, b), w.two("srem", a, b)
    return (w.two("sub", quotient, w.widen(rounded(w, rest, b))),)


def rounded(w: Writer, rest: str, b: str) -> str:
    """Emit whether a truncated division must be corrected: the remainder has the other sign."""
    apart = w.compare("slt", w.two("xor", rest, b), "0")
    return w.two("and", apart, w.truth(rest), "i1")


def mod(frame: Frame, args: list[Value]) -> Value:
    """Emit the remainder, with the sign of the divisor."""
    ((a,), (b,)), w = args, frame.w
    fail_if(frame, w.compare("eq", b, "0"), failure_of("mod"), a, b)
    divisor = w.select(w.compare("eq", b, "-1"), "1", b)  # a % -1 is 0; srem may trap on it
    rest = w.two("srem", a, divisor)
    return (w.select(rounded(w, rest, b), w.two("add", rest, b), rest),)


def power(frame: Frame, args: list[Value]) -> Value:
    """Emit a to the power b, by repeated squaring."""
    ((a,), (b,)), w = args, frame.w
    fail_if(frame, w.compare("slt", b, "0"), failure_of("pow"), a, b)
    function = frame.unit.helper("power", lambda _: _power())
    pair = w.op(f"call {{i64, i1}} {function}(i64 {a}, i64 {b})")
    result = w.op(f"extractvalue {{i64, i1}} {pair}, 0")
    fail_if(frame, w.op(f"extractvalue {{i64, i1}} {pair}, 1"), failure_of("pow"), a, b)
    return (result,)


def _power() -> Writer:
    """Write a function of a and b >= 0: a^b modulo 2^64, and whether it overflowed."""
    w = Writer("define internal {i64, i1} @power(i64 %a, i64 %b)")
    result, base, left = w.variable("i64", "1"), w.variable(), w.variable()
    over = w.variable("i1", "false")
    w.store("%a", base)
    # beyond 64 only -1, 0 and 1 have powers that fit, and these depend on whether b is odd
    low = w.add("64", w.two("and", "%b", "1"))
    w.store(w.select(w.compare("sgt", "%b", "64"), low, "%b"), left)
    w.go("head")
    w.at("head")
    now = w.load(left)
    w.fork(w.truth(now), "body", "end")
    w.at("body")
    with w.when(w.truth(w.two("and", now, "1"))):
        _multiply(w, result, w.load(base), over)
    rest = w.two("lshr", now, "1")
    w.store(rest, left)
    with w.when(w.truth(rest)):  # the square is a factor of the result, so its overflow counts
        _multiply(w, base, w.load(base), over)
    w.go("head")
    w.at("end")
    pair = w.op(f"insertvalue {{i64, i1}} undef, i64 {w.load(result)}, 0")
    both = w.op(f"insertvalue {{i64, i1}} {pair}, i1 {w.load(over, '', 'i1')}, 1")
    w.do(f"ret {{i64, i1}} {both}")
    return w


def _multiply(w: Writer, place: str, factor: str, over: str) -> None:
    product, flag = with_overflow(w, "smul", w.load(place), factor)
    w.store(product, place)
    w.store(w.two("or", w.load(over, "", "i1"), flag, "i1"), over, "", "i1")


def lshift(frame: Frame, args: list[Value]) -> Value:
    """Emit a * 2^b."""
    ((a,), (b,)), w = args, frame.w
    fail_if(frame, w.compare("slt", b, "0"), failure_of("lshift"), a, b)
    far = w.compare("sgt", b, "63")
    by = w.select(far, "0", b)
    shifted = w.two("shl", a, by)
    lost = w.compare("ne", w.two("ashr", shifted, by), a)
    bad = w.two("and", w.two("or", far, lost, "i1"), w.truth(a), "i1")
    fail_if(frame, bad, failure_of("lshift"), a, b)
    return (shifted,)


def rshift(frame: Frame, args: list[Value]) -> Value:
    """Emit a / 2^b, rounded down."""
    ((a,), (b,)), w = args, frame.w
    fail_if(frame, w.compare("slt", b, "0"), failure_of("rshift"), a, b)
    return (w.two("ashr", a, w.most(b, "63", "smin")),)


def plain(instruction: str) -> Emit:
    """Return an emitter of an instruction on two words that never fails."""
    return lambda frame, args: (frame.w.two(instruction, args[0][0], args[1][0]),)


def extreme(how: str) -> Emit:
    """Return an emitter of the smaller or larger of two words."""
    return lambda frame, args: (frame.w.most(args[0][0], args[1][0], how),)


def compared(how: str) -> Emit:
    """Return an emitter of a comparison of two words."""
    return lambda frame, args: (frame.w.widen(frame.w.compare(how, args[0][0], args[1][0])),)


def assertion(frame: Frame, args: list[Value]) -> Value:
    """Emit an assertion, which fails where its operand is false."""
    ((a,),) = args
    fail_if(frame, frame.w.compare("eq", a, "0"), failure_of("assert_", 1), a)
    return ()


def exhausted(frame: Frame, args: list[Value]) -> Value:
    """Emit a failure."""
    fail_if(frame, "true", failure_of("exhausted", 0))
    return ("0",)


def randrange(frame: Frame, args: list[Value]) -> Value:
    """Emit a draw from the tape."""
    ((n,),), w = args, frame.w
    fail_if(frame, w.compare("sle", n, "0"), no_draw, n)
    pair = w.op(f"call {{i64, i1}} {draw(frame.unit)}(ptr %ctx, i64 {n})")
    fail_if(frame, w.op(f"extractvalue {{i64, i1}} {pair}, 1"), beyond)
    return (w.op(f"extractvalue {{i64, i1}} {pair}, 0"),)


def no_draw(n: int, _: int) -> Undefined:
    """Return the failure of a draw below a number that is not positive."""
    return meanings.empty_draw(n)


def candidate(frame: Frame, args: list[Value]) -> Value:
    """Emit the count of one candidate (a mark)."""
    place = frame.meters["candidates"]
    frame.w.store(frame.w.add(frame.w.load(place), "1"), place)
    return ()


# ---- ranges: start, count and step; elements are start + i * step modulo 2^64


def magnitude(w: Writer, step: str) -> tuple[str, str]:
    """Emit whether a step is positive, and its absolute value as an unsigned number."""
    up = w.compare("sgt", step, "0")
    return up, w.select(up, step, w.two("sub", "0", step))


def progression(frame: Frame, start: str, stop: str, step: str) -> Value:
    """Emit a range; compiled code gives up on 2^63 elements or more."""
    w = frame.w
    if step == "1":
        rounds = w.select(w.compare("slt", start, stop), w.two("sub", stop, start), "0")
    else:
        up, size = magnitude(w, step)
        low, high = w.select(up, start, stop), w.select(up, stop, start)
        gap = w.two("sub", high, low)  # as an unsigned number, where low < high
        whole = w.two("add", w.two("udiv", w.two("sub", gap, "1"), size), "1")
        rounds = w.select(w.compare("slt", low, high), whole, "0")
    fail_if(frame, w.compare("slt", rounds, "0"), beyond)
    return start, rounds, step


def steps(frame: Frame, args: list[Value]) -> Value:
    """Emit a range with a step."""
    (a,), (b,), (c,) = args
    fail_if(frame, frame.w.compare("eq", c, "0"), no_step)
    return progression(frame, a, b, c)


def no_step(*_: int) -> Undefined:
    """Return the failure of a range whose step is 0."""
    return meanings.no_step("range with")


def backwards(frame: Frame, args: list[Value]) -> Value:
    """Emit a range of the same elements in reverse."""
    ((start, size, step),), w = args, frame.w
    fail_if(frame, w.compare("eq", step, str(SMALLEST)), beyond)
    last = w.two("add", start, w.two("mul", w.two("sub", size, "1"), step))
    return last, size, w.two("sub", "0", step)


def within(frame: Frame, args: list[Value]) -> Value:
    """Emit whether a number is an element of a range."""
    ((a,), (start, count, step)), w = args, frame.w
    up, size = magnitude(w, step)
    low, high = w.select(up, start, a), w.select(up, a, start)
    gap = w.two("sub", high, low)
    inside = w.two(
        "and", w.compare("sle", low, high), w.compare("ult", w.two("udiv", gap, size), count), "i1"
    )
    whole = w.compare("eq", w.two("urem", gap, size), "0")
    return (w.widen(w.two("and", inside, whole, "i1")),)


SCALARS: dict[str, Emit] = {
    "add": overflowing("add", "sadd"), "sub": overflowing("sub", "ssub"),
    "mul": overflowing("mul", "smul"), "floordiv": floordiv, "mod": mod, "pow": power,
    "neg": negated("neg"), "abs": negated("abs"),
    "invert": lambda frame, args: (frame.w.two("xor", args[0][0], "-1"),),
    "and_": plain("and"), "or_": plain("or"), "xor": plain("xor"), "lshift": lshift,
    "rshift": rshift, "min": extreme("smin"), "max": extreme("smax"),
    "lt": compared("slt"), "le": compared("sle"), "gt": compared("sgt"), "ge": compared("sge"),
    "eq": compared("eq"), "ne": compared("ne"),
    "both": plain("and"), "either": plain("or"), "differ": plain("xor"),
    "not_": lambda frame, args: (frame.w.two("xor", args[0][0], "1"),),
    "as_int": lambda frame, args: args[0],
    "randrange": randrange, "candidate": candidate, "assert_": assertion, "exhausted": exhausted,
    "upto": lambda frame, args: progression(frame, "0", args[0][0], "1"),
    "range": lambda frame, args: progression(frame, args[0][0], args[1][0], "1"),
    "steps": steps, "reversed": backwards, "within": within,
}  # fmt: skip
