"""Satisfiability: clauses, the solver, SAT sweeping, equivalence, checked refutations."""
