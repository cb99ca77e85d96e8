"""The program of a child process: it compiles LLVM text to machine code and runs it.

Machine code runs nowhere else, so a fault in it can only harm this process. The process holds
nothing but the words that it was sent, leaves signals to its parent, limits its address space,
dumps no core, and ends when its parent ends, in whatever way: the pipe of requests is closed then.

Requests (see `pipes`) are answered in order:

    make KEY PASSES TEXT            made
    run KEY NUMBERS WORDS RIGHT     ran DONE CONTEXT TOTALS [RESULTS], or unknown, or beyond

The first answer, before any request, is `ready`, or `missing` with a reason. Other answers are
`short`, if memory is exhausted, and `error` with a traceback.

References
----------
.. [1] C. Lattner, V. Adve, "LLVM: a compilation framework for lifelong program analysis and
   transformation", CGO 2004.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import traceback
from collections import OrderedDict
from queue import SimpleQueue
from typing import IO, Any

from .. import extras
from .arena import ARENA, MORE, Arena
from .context import COUNTERS, FIELD
from .pipes import packed, receive, send, unpacked

if sys.platform != "win32":
    import resource

STACK = 2**28  # bytes of stack for compiled calls
LEAST = 2**20  # the smallest stack to try where the system refuses larger ones
SPARE = 2**20  # bytes of the stack that are reserved for helpers and the callers
BASE = 2**31  # bytes of address space for Python, LLVM, compiled code and the stack
LIST = 2**9  # bytes of address space for each word that lists may occupy
KEPT = 128  # how many compiled programs are kept
DRIVE = ctypes.CFUNCTYPE(
    ctypes.c_int64,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_int64,
    ctypes.c_int64,
    ctypes.c_void_p,
)


class Program:
    """Compiled machine code, with the context and the totals of its runs."""

    def __init__(self, llvm: Any, text: str, passes: bytes) -> None:
        module = llvm.parse_assembly(text)
        machine = llvm.Target.from_default_triple().create_target_machine(
            cpu=llvm.get_host_cpu_name(), opt=2 if passes == b"all" else 0
        )
        tuning = llvm.create_pipeline_tuning_options(speed_level=1)
        builder = llvm.create_pass_builder(machine, tuning)
        chosen = builder.getFunctionPassManager() if passes == b"all" else few(llvm, passes)
        for function in module.functions:
            if not function.is_declaration:
                chosen.run(function, builder)
        self.engine = llvm.create_mcjit_compiler(module, machine)  # keeps the code alive
        self.engine.finalize_object()
        self.drive = DRIVE(self.engine.get_function_address("drive"))
        self.context: Any = None
        self.totals: Any = None

    def room(self, counters: int, totals: int) -> None:
        """Allocate the context and the totals of runs, the totals at zero."""
        if self.context is None:
            self.context = (ctypes.c_int64 * (COUNTERS + counters))()
        self.totals = (ctypes.c_int64 * max(1, totals))()


def few(llvm: Any, passes: bytes) -> Any:
    """Return passes that shrink the code, so that less machine code has to be generated.

    With `fewest`, instructions are not combined, which takes quadratic time in a function's size.
    """
    chosen = llvm.create_new_function_pass_manager()
    chosen.add_sroa_pass()
    chosen.add_simplify_cfg_pass()
    if passes != b"fewest":
        chosen.add_instruction_combine_pass()
        chosen.add_simplify_cfg_pass()
    return chosen


class Server:
    """The compiled programs of a child, and the memory of their lists.

    Attributes
    ----------
    stack : the size, in bytes, of the stack of the thread that runs them
    results : the buffer for results
    wide : how many words of results a single run wrote to an enlarged buffer, else 0
    """

    def __init__(self, llvm: Any, stack: int) -> None:
        self.llvm, self.stack = llvm, stack
        self.programs: OrderedDict[bytes, Program] = OrderedDict()
        self.arena = Arena()
        self.results: Any = (ctypes.c_int64 * 1024)()
        self.wide, self.wider = 0, MORE(self.widen)
        self.none = MORE(lambda words: None)

    def answer(self, request: list[bytes]) -> tuple[bytes, ...]:
        """Answer one request."""
        kind, key, *rest = request
        if kind == b"make":
            bound(0)
            passes, text = rest
            self.programs[key] = Program(self.llvm, text.decode(), passes)
            while len(self.programs) > KEPT:
                self.programs.popitem(last=False)
            return (b"made",)
        if key not in self.programs:
            return (b"unknown",)
        self.programs.move_to_end(key)
        numbers, words, right = rest
        return self.run(self.programs[key], list(unpacked(numbers)), words, right)

    def run(
        self, program: Program, numbers: list[int], words: bytes, right: bytes
    ) -> tuple[bytes, ...]:
        """Make runs on a stream of arguments; results that equal `right` are not sent back."""
        counters, totals, frame, judged, *limits, runs = numbers
        stack = self.stack - SPARE - frame
        if stack <= 0:
            return (b"beyond",)
        bound(limits[1])
        program.room(counters, totals)
        self.enough(len(words) // 4 + 64)
        context = program.context
        while True:
            self.prepare(context, limits, stack, runs)
            done = program.drive(
                ctypes.addressof(context),
                ctypes.cast(ctypes.c_char_p(words), ctypes.c_void_p),
                ctypes.addressof(self.results),
                len(self.results),
                runs,
                ctypes.addressof(program.totals),
            )
            self.arena.rest()
            if done == runs or context[FIELD["what"]] != -1:
                break
            self.enough(2 * len(self.results) + context[FIELD["first"]])
            ctypes.memset(program.totals, 0, ctypes.sizeof(program.totals))
        written = 8 * (self.wide or context[FIELD["written"]])
        results = ctypes.string_at(self.results, written)
        found = (b"ran", packed(done), bytes(context), bytes(program.totals))
        if judged and done == runs and results == right:
            return found
        return (*found, results)

    def prepare(self, context: Any, limits: list[int], stack: int, runs: int) -> None:
        """Write the limits of runs and the addresses of their memory into the context."""
        for name, limit in zip(("allowed", "memory", "depth", "key", "left"), limits, strict=True):
            context[FIELD[name]] = limit
        context[FIELD["stack"]] = stack
        self.wide = 0
        self.arena.begin(context)
        for field, call in (
            ("more", self.arena.call),
            ("wider", self.wider if runs == 1 else self.none),
        ):
            context[FIELD[field]] = ctypes.cast(call, ctypes.c_void_p).value

    def enough(self, words: int) -> None:
        """Enlarge the buffer of results to at least `words` words."""
        if words > len(self.results):
            self.results = (ctypes.c_int64 * words)()

    def widen(self, words: int) -> int | None:
        """Enlarge the buffer during a run; return its address, or None without memory."""
        try:
            self.results = (ctypes.c_int64 * (2 * words))()
        except MemoryError:
            return None
        self.wide = words
        return ctypes.addressof(self.results)


def serve(requests: SimpleQueue[list[bytes]], answers: IO[bytes], stack: int) -> None:
    """Answer requests for ever."""
    try:
        server = Server(extras.llvmlite(), stack)
    except extras.Missing as missing:
        send(answers, b"missing", missing.broken.encode())
        return
    send(answers, b"ready")
    while True:
        request = requests.get()
        try:
            answer = server.answer(request)
        except MemoryError:
            answer = (b"short",)
        except Exception:
            answer = (b"error", traceback.format_exc().encode())
        send(answers, *answer)


def bound(words: int) -> None:
    """Limit the address space of this process, given the words that lists may occupy.

    The limit covers all that compiled code may take before it gives up, and what Python, LLVM and
    the stack need besides, so that a run within its other limits never reaches it.
    """
    if sys.platform == "win32":
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = BASE + min(2 * ARENA, LIST * max(0, words))
    if most == resource.RLIM_INFINITY or wanted <= most:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def begin() -> tuple[IO[bytes], IO[bytes]]:
    """Ignore signals and core dumps; return the streams of requests and of answers."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed goes to stderr, not into an answer
    return os.fdopen(os.dup(0), "rb"), answers


def main() -> None:
    """Serve until the stream of requests ends."""
    incoming, answers = begin()
    requests: SimpleQueue[list[bytes]] = SimpleQueue()
    stack = STACK
    while True:
        threading.stack_size(stack)
        try:
            threading.Thread(target=serve, args=(requests, answers, stack), daemon=True).start()
            break
        except RuntimeError:
            stack //= 4
            if stack < LEAST:
                sys.exit("there is no room for a stack")
    try:
        while True:
            requests.put(receive(incoming))
    except EOFError:
        os._exit(0)  # at once, even while machine code runs
