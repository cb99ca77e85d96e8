"""Optional packages: each is imported here alone, when it is first needed.

The base install does without them. Where one is missing, the message names the extra that has it.
"""

from __future__ import annotations

from typing import Any


class Missing(Exception):
    """An optional package is not installed; the message says how to install it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"'{package}' is missing: pip install 'complexity-calculator[{extra}]'")
        self.package, self.extra = package, extra


def numpy() -> Any:
    """NumPy: arrays.

    Raises
    ------
    Missing
        If it is not installed.
    """
    try:
        import numpy
    except ImportError as error:
        raise Missing("numpy", "fast") from error
    return numpy


def llvmlite() -> Any:
    """llvmlite's `binding`: machine code.

    Raises
    ------
    Missing
        If it is not installed.
    """
    try:
        import llvmlite.binding
    except ImportError as error:
        raise Missing("llvmlite", "fast") from error
    return llvmlite.binding


def pysat() -> Any:
    """python-sat's `solvers`: satisfiability, with proofs.

    Raises
    ------
    Missing
        If it is not installed.
    """
    try:
        import pysat.solvers
    except ImportError as error:
        raise Missing("python-sat", "sat") from error
    return pysat.solvers
