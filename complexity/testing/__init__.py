"""Support for test suites: Hypothesis strategies."""
