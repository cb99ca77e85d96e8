"""How long a program is: bits and the derivation code."""
