"""A formal complexity calculator: what a program costs in bits, steps, levels and words.

Read the folders in this order; each imports only what stands above it.

    language/    what a program is          types, graph, op table, meanings, shapes, check, effects
      normal/                               the normal form: simplification, rules, canonical order
      text/                                 graphs as text and as networkx graphs
    python/      how it is written          from restricted Python to a graph; refusals
      aliasing/                             which updates another name could see
      idioms/                               shorter ways to write a part of a function
    semantics/   what it means and costs    the definition, one plain interpreter; tape, limits
    encoding/    how long it is             bits, the derivation code
    machine/     the same, prepared         flat code that Python runs
    chains/      what it costs on average   exact expectations over the random tape
    engine/      the same, fast             metered machine code, batches, worker processes
    circuits/    what it is as gates        and-inverter graphs, unrolling, minima, equivalence
      aig/ unroll/ optimise/ sat/ minima/ files/
    tasks/       the questions              task files, inputs, families; finds programs/
    measuring/   what was found             evidence; program x inputs -> figures
    scaling/     how figures grow           closed forms in n
    pricing/     what figures are worth     prices and budgets, pure functions of figures
    ranking/     who wins, and where not    rankings, flips, phase diagrams
    reports/     what we print              tables, pictures, objects for scripts
    testing/     in a test suite            strategies of random programs
    cli/         the command line
    api.py       the same from Python       score, rank, flips, compare, explain, circuit, equal
"""

from __future__ import annotations

import sys

# `python -m complexity` has the current folder first on its path, and would execute files there
# named like standard modules; up to here only frozen modules were imported
if sys.argv[:1] == ["-m"] and not sys.flags.safe_path and (
    any(word[:1] == "-" and word[-1:] == "m" and name == "complexity"
        for word, name in zip(sys.orig_argv, sys.orig_argv[1:], strict=False))
    or any(word[:1] == "-" and word.endswith("mcomplexity") for word in sys.orig_argv)
):  # fmt: skip
    del sys.path[0]

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import circuit as circuit
    from .api import compare as compare
    from .api import draw as draw
    from .api import equal as equal
    from .api import explain as explain
    from .api import flips as flips
    from .api import graph as graph
    from .api import load as load
    from .api import minimum as minimum
    from .api import programs as programs
    from .api import rank as rank
    from .api import score as score
    from .encoding.code import decode as decode
    from .encoding.code import encode as encode
    from .encoding.code import weigh as weigh
    from .language.check import check as check
    from .language.failures import IllFormed as IllFormed
    from .language.failures import Undefined as Undefined
    from .language.normal.normal_form import normalise as normalise
    from .language.text.exchange import from_networkx as from_networkx
    from .language.text.exchange import to_networkx as to_networkx
    from .machine.evaluate import run as run
    from .measuring.measure import measure as measure
    from .pricing.texts import parse_price as parse_price
    from .python.parse import parse as parse
    from .python.refusals import NotInLanguage as NotInLanguage
    from .reports.problems import Problem as Problem
    from .tasks.find import find as find
    from .tasks.marks import candidate as candidate
    from .tasks.marks import family as family
    from .tasks.marks import randrange as randrange

__version__ = "0.1.0"

# public name -> its module, which is imported on first use to keep start-up fast
HOMES = {
    "IllFormed": "language.failures",
    "NotInLanguage": "python.refusals",
    "Problem": "reports.problems",
    "Undefined": "language.failures",
    "candidate": "tasks.marks",
    "check": "language.check",
    "circuit": "api",
    "compare": "api",
    "decode": "encoding.code",
    "draw": "api",
    "encode": "encoding.code",
    "equal": "api",
    "explain": "api",
    "family": "tasks.marks",
    "find": "tasks.find",
    "flips": "api",
    "from_networkx": "language.text.exchange",
    "graph": "api",
    "load": "api",
    "measure": "measuring.measure",
    "minimum": "api",
    "normalise": "language.normal.normal_form",
    "parse": "python.parse",
    "parse_price": "pricing.texts",
    "programs": "api",
    "randrange": "tasks.marks",
    "rank": "api",
    "run": "machine.evaluate",
    "score": "api",
    "to_networkx": "language.text.exchange",
    "weigh": "encoding.code",
}


__all__ = sorted(HOMES)


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *HOMES])
