"""The worker process, started before a command is imported since both take about as long."""

from __future__ import annotations

import contextlib

from ..engine.child import CHILD
from ..extras import Missing

with contextlib.suppress(Missing, OSError):  # the first use reports it
    CHILD.start()
