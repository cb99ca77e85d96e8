"""The command line: one module for each command, imported only when the command runs."""

from __future__ import annotations

from .main import main

__all__ = ["main"]
