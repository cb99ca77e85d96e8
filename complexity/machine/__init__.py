"""The prepared machine: the definition's meaning, compiled once to closures that Python runs."""
