"""Structural Verilog: a module with one assignment per gate.

References
----------
.. [1] IEEE Std 1364-2005, Verilog hardware description language, sections 3.7 and 7.
"""

from __future__ import annotations

import re

from ..aig.graph import Aig, Lit
from .labels import labels

SIMPLE = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*")
PRINTABLE = re.compile(r"[!-~]+")
WORDS = (
    "always and assign automatic begin buf bufif0 bufif1 case casex casez cell cmos config "
    "deassign default defparam design disable edge else end endcase endconfig endfunction "
    "endgenerate endmodule endprimitive endspecify endtable endtask event for force forever fork "
    "function generate genvar highz0 highz1 if ifnone incdir include initial inout input instance "
    "integer join large liblist library localparam macromodule medium module nand negedge nmos "
    "nor noshowcancelled not notif0 notif1 or output parameter pmos posedge primitive pull0 pull1 "
    "pulldown pullup pulsestyle_ondetect pulsestyle_onevent rcmos real realtime reg release repeat "
    "rnmos rpmos rtran rtranif0 rtranif1 scalared showcancelled signed small specify specparam "
    "strong0 strong1 supply0 supply1 table task time tran tranif0 tranif1 tri tri0 tri1 triand "
    "trior trireg unsigned use uwire vectored wait wand weak0 weak1 while wire wor xnor xor"
)
KEYWORDS = frozenset(WORDS.split())


def write_verilog(aig: Aig, module: str = "circuit") -> str:
    """Write a circuit as a Verilog module: one assignment for each gate and each output.

    A name that is not a simple identifier is escaped: a backslash before it, a space after it.
    """
    names = labels(aig, lambda name: PRINTABLE.fullmatch(name) is not None)
    inputs, outputs = [*map(spell, names.inputs)], [*map(spell, names.outputs)]
    called = dict(zip(aig.inputs, inputs, strict=True))
    called |= {variable: f"{names.gate}{variable}" for variable, _, _ in aig.ands()}

    def term(lit: Lit) -> str:
        if lit < 2:
            return f"1'b{lit}"
        return f"{'~' * (lit & 1)}{called[lit >> 1]}"

    rows = [f"module {module} (", ",\n".join(f"  {name}" for name in inputs + outputs), ");"]
    rows += [f"  input {name};" for name in inputs] + [f"  output {name};" for name in outputs]
    rows += [f"  wire {called[variable]};" for variable, _, _ in aig.ands()]
    rows += [f"  assign {called[v]} = {term(a)} & {term(b)};" for v, a, b in aig.ands()]
    rows += [
        f"  assign {name} = {term(lit)};" for lit, name in zip(aig.outputs, outputs, strict=True)
    ]
    return "\n".join([*rows, "endmodule", ""])


def spell(name: str) -> str:
    """A name as an identifier: unchanged if it is simple, else escaped."""
    if SIMPLE.fullmatch(name) and name not in KEYWORDS:
        return name
    return f"\\{name} "
