"""Exact expected costs of programs that draw, from absorbing Markov chains."""
