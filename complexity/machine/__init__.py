"""The prepared machine: the definition's meaning, as flat code that Python runs."""
