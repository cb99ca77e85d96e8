"""What a program is: types, the op table, the graph, its check, its texts and its normal form."""
