"""Who wins, and where not: rankings, flips, phase diagrams."""
