"""Optional packages: each is imported here alone, when it is first needed.

The base install does without them. Where one is missing, the message names the extra that has it;
where one is installed and does not load (a shared library that is broken or lacking), why.
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
    broken : why it does not load, where it is installed; empty where it is not
    """

    def __init__(self, package: str, extra: str, broken: str = "") -> None:
        message = f"'{package}' is not installed: it comes with the extra '{extra}'"
        self.repair = f"pip install '.[{extra}]' in the folder of complexity-calculator"
        if broken:
            message = f"'{package}' is installed and does not load: {broken}"
            self.repair = f"pip install --force-reinstall {package}"
        super().__init__(message)
        self.package, self.extra, self.broken = package, extra, broken


_failed: dict[str, Missing] = {}  # what did not load once is not tried again


@contextmanager
def needed(package: str, extra: str, module: str = "") -> Iterator[None]:
    """An import of a package of an extra; where it fails, the message says what to install.

    Parameters
    ----------
    module : the name that is imported, where it is not the package's
    """
    if package in _failed:
        raise _failed[package].with_traceback(None)
    try:
        yield
    except Exception as error:  # a package that is installed may raise anything
        absent = isinstance(error, ModuleNotFoundError) and error.name == (module or package)
        why = "" if absent else f"{type(error).__name__}: {' '.join(str(error).split())}"
        _failed[package] = Missing(package, extra, why)
        raise _failed[package] from error


def numpy() -> Any:
    """NumPy: arrays.

    Raises
    ------
    Missing
        If it cannot be used.
    """
    with needed("numpy", "fast"):
        import numpy
    return numpy


def home(package: str, extra: str) -> str:
    """The folder that a package is imported from, which is not done here.

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
    """llvmlite's `binding`, with this machine as its target: machine code.

    Only the processes that run machine code call it.

    Raises
    ------
    Missing
        If it cannot be used.
    """
    with needed("llvmlite", "fast"):
        import llvmlite.binding

        # its shared library is loaded by the first call
        llvmlite.binding.initialize_native_target()
        llvmlite.binding.initialize_native_asmprinter()
    return llvmlite.binding


def pysat() -> Any:
    """python-sat's `solvers`: satisfiability, with proofs.

    Raises
    ------
    Missing
        If it cannot be used.
    """
    with needed("python-sat", "sat", "pysat"):
        import pysat.solvers
    return pysat.solvers
