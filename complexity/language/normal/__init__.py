"""The normal form: simplification, dead code, rules, canonical order, keys."""
