"""The measures of a circuit: size, depth and length in each basis, and live wires."""

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
    """The size, depth and weight of the circuit's netlist in one basis."""

    size: int
    depth: int
    weight: Weight


@dataclass(frozen=True, slots=True)
class CircuitFigures:
    """The measures of a circuit without the gates that no output depends on.

    Attributes
    ----------
    basis : the requested basis; `live` refers to its netlist
    counts : measures by basis, in the order of `BASES`
    input_names, output_names : in order, "" for an unnamed one
    live : live wires under the best evaluation order found
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
        """The counts in the requested basis."""
        return self.counts[self.basis]


def figures_of(aig: Aig, basis: str = "aig") -> CircuitFigures:
    """Compute all measures of a circuit.

    Raises
    ------
    ValueError
        If the basis is unknown.
    """
    kept = cone(aig)
    netlists = {name: netlist_of(kept, name) for name in BASES}
    asked = netlists.get(basis) or netlist_of(kept, basis)
    counts = {name: Counts(net.size, net.depth, weigh(net)) for name, net in netlists.items()}
    return CircuitFigures(
        basis,
        counts,
        tuple(kept.input_names),
        tuple(kept.output_names),
        least_live_wires(asked),
        threshold_of(kept),
    )
