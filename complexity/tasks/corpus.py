"""The folder of the shipped tasks: in the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .problems import TaskProblem

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def corpus() -> Path:
    """The folder of the shipped task files.

    Raises
    ------
    TaskProblem
        If the installation has none.
    """
    checkout = PACKAGE.parent
    for folder in (PACKAGE / "programs", checkout / "programs"):
        # only in a checkout: in site-packages, the folder beside the package may be anybody's
        if folder.parent == checkout and not (checkout / "pyproject.toml").is_file():
            continue
        if folder.is_dir():
            return folder
    raise TaskProblem(
        "CX001", f"the shipped tasks are missing from {PACKAGE}",
        "install the package again, or name a file",
    )  # fmt: skip


def shipped() -> dict[str, Path]:
    """The shipped task files by name, in alphabetical order."""
    files = sorted(corpus().glob("*.py"))
    return {file.stem: file for file in files if not file.stem.startswith("_")}
