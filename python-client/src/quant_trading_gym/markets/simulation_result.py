"""Result of a simulation without a policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

from quant_trading_gym.spec.origin import Origin


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """Result of a simulation.

    Attributes:
        scenario: Name of the scenario.
        seed: Seed of the run.
        digest: Digest of all book events; equal on every machine for the same scenario, seed and end.
        events: Number of wake-ups, news items and order messages since the start of the run, including saved parts.
        order_events: Number of order messages in `events`.
        trades: Number of trades since the start of the run, including saved parts.
        participants: Number of agents.
        open_nanos: Start of the session, in nanoseconds since midnight.
        close_nanos: End of the session, in nanoseconds since midnight.
        from_nanos: Start of this simulation, in nanoseconds since midnight: the open, or the time of the last save.
        until_nanos: End of this simulation, in nanoseconds since midnight.
        wall_seconds: Wall time of this simulation, in seconds.
        events_per_second: Events of this simulation per second of wall time.
        origin: Effective scenario, overrides, seed, build and library versions.
        rows: Number of rows written to each table of the SQLite file; None without an SQLite file.
        files: Paths of the files in the folder, sorted by name; None without a folder.
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
    origin: Origin
    rows: Mapping[str, int] | None = None
    files: tuple[str, ...] | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any], origin: Origin) -> Simulation:
        """Reads the fields of the server's result."""
        names = (field.name for field in fields(cls) if field.default is MISSING and field.name != "origin")
        return cls(origin=origin, **{name: document[name] for name in names})

    def to_dict(self) -> dict[str, object]:
        """Returns the result as JSON types."""
        values = {key: value for key, value in asdict(self).items() if value is not None}
        return values | {"origin": self.origin.to_dict()}
