"""What is started before a command is imported, since it takes about as long to be ready."""

from __future__ import annotations

import contextlib

from ..engine.child import CHILD
from ..extras import Missing

with contextlib.suppress(Missing, OSError):  # whoever needs it says so
    CHILD.start()
