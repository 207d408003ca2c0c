"""The connection to an engine on this machine whose functions are called."""

from __future__ import annotations

from quant_trading_gym.transport.bound_engine import BoundChannel, BoundEngine
from quant_trading_gym.transport.bound_environments import BoundEnvironments
from quant_trading_gym.transport.engine_connection import EngineConnection
from quant_trading_gym.transport.environments import CreatedEnvironments


class BoundConnection(EngineConnection):
    """The connection of this process to its engine; it ends the last one."""

    def __init__(self, engine: BoundEngine) -> None:
        self._engine = engine
        super().__init__(BoundChannel(engine))

    def _open(self, created: CreatedEnvironments) -> BoundEnvironments:
        return BoundEnvironments(self._engine, self, created)
