"""Prices and budgets, as pure functions of figures."""
