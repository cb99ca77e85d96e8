"""In a test suite: strategies."""
