"""Child processes, as the system lists them in /proc."""

from __future__ import annotations

from pathlib import Path

TASKS = Path("/proc/self/task")


def own_children() -> set[str]:
    """Process ids of the children of this process; servers of other tests may be among them."""
    return set().union(*(path.read_text().split() for path in TASKS.glob("*/children")))
