"""What every test may use: expected numbers in `tests/expected`, and profiles of Hypothesis."""

from __future__ import annotations

import compileall
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import complexity
from complexity import extras
from complexity.engine import child

FOLDER = Path(__file__).parent / "expected"
CI = os.environ.get("CI", "").lower() not in ("", "0", "false")

os.environ.pop("COLUMNS", None)  # pages are as wide as this says

settings.register_profile(
    "default",
    deadline=None,
    max_examples=100,
    derandomize=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(  # the same examples at every run of the check
    "ci", settings.get_profile("default"), derandomize=True
)
settings.register_profile("few", settings.get_profile("ci"), max_examples=20)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if CI else "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that rewrites the expected numbers."""
    parser.addoption(
        "--accept", action="store_true", help="rewrite tests/expected/*.json with what is found"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once, not in each of the hundreds of processes that tests start.

    Those would do it where Python writes no bytecode, as the engine's children never do.
    """
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(complexity.__file__).parent, quiet=2)


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether the expected numbers are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def expected(accept: bool) -> Callable[[str], Any]:
    """Expected numbers by name: ``expected("costs").check("sorting/bubble", {...})``."""
    return lambda name: Expected(name, accept)


@pytest.fixture(autouse=True)
def _extras_are_tried_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that hides an optional package leaves no mark on those after it."""
    monkeypatch.setattr(extras, "_failed", {})
    monkeypatch.setattr(child, "_found", [])


class Expected:
    """One file of expected numbers, read and rewritten entry by entry."""

    def __init__(self, name: str, accept: bool) -> None:
        self.path, self.accept = FOLDER / f"{name}.json", accept

    def check(self, key: str, found: Any) -> None:
        """Compare what was found with what is expected under a key, or accept it."""
        known = json.loads(self.path.read_text()) if self.path.exists() else {}
        found = json.loads(json.dumps(found))
        if self.accept:
            known[key] = found
            lines = ",\n".join(
                f"{json.dumps(k)}: {json.dumps(known[k], sort_keys=True)}" for k in sorted(known)
            )
            self.path.write_text("{\n" + lines + "\n}\n")
            return
        assert key in known, f"{self.path.name} has no {key!r}: run pytest --accept and read it"
        assert found == known[key], f"{key}: run pytest --accept if this change is wanted"
