"""The connection to the engine in this process."""

from __future__ import annotations

from quant_trading_gym.transport.engine_connection import EngineConnection
from quant_trading_gym.transport.environments import CreatedEnvironments
from quant_trading_gym.transport.inprocess_engine import InProcessChannel, InProcessEngine
from quant_trading_gym.transport.inprocess_environments import InProcessEnvironments


class InProcessConnection(EngineConnection):
    """The connection of this process to its own engine; it ends the last one."""

    def __init__(self, engine: InProcessEngine) -> None:
        self._engine = engine
        super().__init__(InProcessChannel(engine))

    def _open(self, created: CreatedEnvironments) -> InProcessEnvironments:
        return InProcessEnvironments(self._engine, self, created)
