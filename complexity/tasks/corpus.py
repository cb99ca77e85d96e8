"""Where the shipped tasks are: inside the package when it is installed, beside it in a checkout."""

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
        Where the installation is without one.
    """
    checkout = PACKAGE.parent
    for folder in (PACKAGE / "programs", checkout / "programs"):
        # only a checkout has the folder beside the package: site-packages has anybody's
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
