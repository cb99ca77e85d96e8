"""The switch that rewrites expected numbers, and that CI never uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CI, Expected


def test_expected_numbers_are_not_rewritten_in_ci(accept: bool) -> None:
    assert not (CI and accept), "--accept is on in CI, so that no expected number is tested"


def test_expected_numbers_are_compared_and_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conftest.FOLDER", tmp_path)
    with pytest.raises(AssertionError, match="has no 'a'"):
        Expected("numbers", accept=False).check("a", {"time": 3})
    Expected("numbers", accept=True).check("a", {"time": 3})
    Expected("numbers", accept=False).check("a", {"time": 3})
    with pytest.raises(AssertionError, match="--accept"):
        Expected("numbers", accept=False).check("a", {"time": 4})
