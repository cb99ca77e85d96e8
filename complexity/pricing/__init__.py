"""What figures are worth: prices and budgets, pure functions of figures."""
