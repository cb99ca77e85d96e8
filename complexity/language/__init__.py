"""What a program is: types, the op table, the graph, its check, its normal form, its text."""
