"""Optional packages: each is imported only here, when it is first needed.

The base install works without them. If one is missing, the message names the extra that has it; if
one is installed but does not load (a broken or missing shared library), the message says why.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from .portable import Portable


class Missing(Portable):
    """An optional package cannot be used; the message says why, and `repair` what to do.

    Attributes
    ----------
    broken : why an installed package does not load; "" if it is not installed
    """

    def __init__(self, package: str, extra: str, broken: str = "") -> None:
        message = f"'{package}' is not installed: it comes with the extra '{extra}'"
        self.repair = f"pip install '.[{extra}]' in the folder of complexity-calculator"
        if broken:
            message = f"'{package}' is installed and does not load: {broken}"
            self.repair = f"pip install --force-reinstall {package}"
        super().__init__(message)
        self.package, self.extra, self.broken = package, extra, broken


_failed: dict[str, Missing] = {}  # failed imports are not tried again


@contextmanager
def needed(package: str, extra: str, module: str = "") -> Iterator[None]:
    """Guard the import of an optional package; a failure says what to install.

    Parameters
    ----------
    module : the imported name, if it differs from the package's
    """
    if package in _failed:
        raise _failed[package].with_traceback(None)
    try:
        yield
    except Exception as error:  # importing an installed package may raise anything
        absent = isinstance(error, ModuleNotFoundError) and error.name == (module or package)
        why = "" if absent else f"{type(error).__name__}: {' '.join(str(error).split())}"
        _failed[package] = Missing(package, extra, why)
        raise _failed[package] from error


def numpy() -> Any:
    """Import NumPy.

    Raises
    ------
    Missing
        If it cannot be used.
    """
    with needed("numpy", "fast"):
        import numpy
    return numpy


def home(package: str, extra: str) -> str:
    """Locate the folder of a package without importing it.

    Raises
    ------
    Missing
        If it is not installed.
    """
    try:
        found = find_spec(package)
    except (ImportError, ValueError):
        found = None
    if found is None or found.origin is None:
        raise Missing(package, extra)
    return os.path.dirname(os.path.dirname(os.path.abspath(found.origin)))


def llvmlite() -> Any:
    """Import llvmlite's `binding` and initialise this machine as its target.

    It is only called in processes that run machine code.

    Raises
    ------
    Missing
        If it cannot be used.
    """
    with needed("llvmlite", "fast"):
        import llvmlite.binding

        # the first call loads the shared library
        llvmlite.binding.initialize_native_target()
        llvmlite.binding.initialize_native_asmprinter()
    return llvmlite.binding


def pysat() -> Any:
    """Import python-sat's `solvers`.

    Raises
    ------
    Missing
        If it cannot be used.
    """
    with needed("python-sat", "sat", "pysat"):
        import pysat.solvers
    return pysat.solvers
