"""Result of a simulation without a policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What came of a simulation.

    Attributes:
        scenario: its name.
        seed: that it was played with.
        digest: of all book events; equal on every machine for the same scenario, seed and end.
        events: wake-ups, news and order messages, from the seed on.
        order_events: order messages among them.
        trades: from the seed on.
        participants: number of agents.
        open_nanos: beginning of the session, in nanoseconds since midnight.
        close_nanos: its end.
        from_nanos: where this run began: at the open, or where an earlier one was saved.
        until_nanos: where it ended.
        wall_seconds: that it took.
        events_per_second: of those that were played now.
        rows: written to each table of the SQLite file; None without one.
        files: paths of what was written to the folder, in the order of their names; None without one.
    """

    scenario: str
    seed: int
    digest: str
    events: int
    order_events: int
    trades: int
    participants: int
    open_nanos: int
    close_nanos: int
    from_nanos: int
    until_nanos: int
    wall_seconds: float
    events_per_second: float
    rows: Mapping[str, int] | None = None
    files: tuple[str, ...] | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Simulation:
        """Reads the fields of the server's result."""
        return cls(**{field.name: document[field.name] for field in fields(cls) if field.default is MISSING})

    def to_dict(self) -> dict[str, object]:
        """As JSON types."""
        return {key: value for key, value in asdict(self).items() if value is not None}
