"""No source under any command line and limits makes a traceback, or ends the process that runs it.

``HOSTILE_SOURCES=20000`` with ``-m slow`` asks for more of them, ``HOSTILE_FIRST`` for others.
"""

from __future__ import annotations

import os

import fuzz
import pytest

SOURCES = int(os.environ.get("HOSTILE_SOURCES", "300"))
FIRST = int(os.environ.get("HOSTILE_FIRST", "0"))


@pytest.mark.slow
def test_every_source_ends_with_a_message_or_an_answer(tmp_path):
    assert list(fuzz.findings(SOURCES, tmp_path, first=FIRST)) == []


def test_what_is_wrong_is_found(tmp_path, monkeypatch):
    (tmp_path / "fuzz.py").write_text(
        "import sys, os, json\nfirst, step, last = map(int, sys.argv[1:])\n"
        "for i in range(first, last, step):\n    print(json.dumps([i]), flush=True)\n"
        "    if i == 4:\n        os.kill(os.getpid(), 11)\n"
        "    print(json.dumps([i, 'odd' if i == 2 else '']), flush=True)\n"
    )
    monkeypatch.setattr(fuzz, "HERE", tmp_path)
    found = sorted(fuzz.findings(7, tmp_path))
    assert found == ["case 2: odd", "case 4: the process ended with -11"]
