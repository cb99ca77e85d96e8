"""From restricted Python to a graph: source, subset, refusals, lowering."""
