"""Groups of idioms whose writer has not read `idioms.py`, added after the normal form's rules.

A row is a `Group` of `idiom_groups.py`; `test_idioms.py` tests each, and
`benchmarks/idioms.py` tables them apart from the others.
"""

from __future__ import annotations

from idiom_groups import Group

FRESH: list[Group] = []
