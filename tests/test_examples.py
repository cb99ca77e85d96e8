"""The examples of docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import complexity

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(complexity.__path__, "complexity.")
    if not module.name.startswith(("complexity.programs", "complexity.__main__"))
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    assert doctest.testmod(importlib.import_module(name), optionflags=flags).failed == 0
