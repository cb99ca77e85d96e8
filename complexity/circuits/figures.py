"""What is measured of a circuit: size, depth and length in each basis, and live wires."""

from __future__ import annotations

from dataclasses import dataclass

from ..encoding.weight import Weight
from .aig.bases import BASES, netlist_of
from .aig.depths import cone
from .aig.derivation import weigh
from .aig.graph import Aig
from .aig.live_wires import Live, least_live_wires
from .aig.threshold import Threshold, threshold_of


@dataclass(frozen=True, slots=True)
class Counts:
    """A netlist of the circuit in one basis: its gates, its levels, its weight."""

    size: int
    depth: int
    weight: Weight


@dataclass(frozen=True, slots=True)
class CircuitFigures:
    """The figures of a circuit without the gates that no output needs.

    Attributes
    ----------
    basis : the one that is asked for; `live` is of its netlist
    counts : by basis, in the order of `BASES`
    input_names, output_names : in order, "" where there is none
    live : live wires of the best order found
    threshold : the circuit with gates of unbounded fan-in
    """

    basis: str
    counts: dict[str, Counts]
    input_names: tuple[str, ...]
    output_names: tuple[str, ...]
    live: Live
    threshold: Threshold

    @property
    def asked(self) -> Counts:
        """The counts in the basis that is asked for."""
        return self.counts[self.basis]


def figures_of(aig: Aig, basis: str = "aig") -> CircuitFigures:
    """All figures of a circuit.

    Raises
    ------
    ValueError
        If there is no such basis.
    """
    kept = cone(aig)
    netlists = {name: netlist_of(kept, name) for name in BASES}
    asked = netlists.get(basis) or netlist_of(kept, basis)
    counts = {name: Counts(net.size, net.depth, weigh(net)) for name, net in netlists.items()}
    return CircuitFigures(
        basis, counts, tuple(kept.input_names), tuple(kept.output_names),
        least_live_wires(asked), threshold_of(kept),
    )  # fmt: skip
