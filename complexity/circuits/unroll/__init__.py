"""From a program graph to gates: symbolic values, control, ops, path conditions."""
