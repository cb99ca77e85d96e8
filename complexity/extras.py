"""Optional packages: each is imported here alone, when it is first needed.

The base install does without them. Where one is missing, the message names the extra that has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .portable import Portable


class Missing(Portable):
    """An optional package is not installed; the message says how to install it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"'{package}' is not installed: it comes with the extra '{extra}'")
        self.repair = f"pip install '.[{extra}]' in the folder of complexity-calculator"
        self.package, self.extra = package, extra


@contextmanager
def needed(package: str, extra: str) -> Iterator[None]:
    """An import of a package of an extra; where it fails, the message says what to install."""
    try:
        yield
    except ImportError as error:
        raise Missing(package, extra) from error


def numpy() -> Any:
    """NumPy: arrays.

    Raises
    ------
    Missing
        If it is not installed.
    """
    with needed("numpy", "fast"):
        import numpy
    return numpy


def llvmlite() -> Any:
    """llvmlite's `binding`: machine code.

    Raises
    ------
    Missing
        If it is not installed.
    """
    with needed("llvmlite", "fast"):
        import llvmlite.binding
    return llvmlite.binding


def pysat() -> Any:
    """python-sat's `solvers`: satisfiability, with proofs.

    Raises
    ------
    Missing
        If it is not installed.
    """
    with needed("python-sat", "sat"):
        import pysat.solvers
    return pysat.solvers
