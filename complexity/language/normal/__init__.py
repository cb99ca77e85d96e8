"""The normal form: simplification, dead-code elimination, rules, canonical order, keys."""
