"""The same as the definition, prepared: closures that Python runs."""
