"""Absorbing Markov chains of programs: explored state by state, solved exactly."""
