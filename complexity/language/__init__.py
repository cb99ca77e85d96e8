"""What a program is: types, the op table, graphs, their check, normal form and text."""
