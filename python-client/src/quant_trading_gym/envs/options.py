"""Creation options of the environments of one stream; the same options create them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gymnasium.vector import AutoresetMode

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.errors import ScenarioError, invalid
from quant_trading_gym.jvm.engine import Transport, connect_environments
from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.environments import Environments
from quant_trading_gym.transport.sources import Scenario, may_name_policies, read_scenario

_MOST_THREADS = 1024


@dataclass(frozen=True, kw_only=True)
class EnvironmentOptions:
    """The arguments of `VectorTradingEnv`; other kinds of environments fix some of them."""

    scenario: Scenario
    autoreset_mode: AutoresetMode
    num_envs: int = 1
    overrides: Mapping[str, object] | None = None
    transport: Transport = "auto"
    address: str | None = None
    token: str | None = None
    tls: Tls = None
    max_episode_steps: int | None = None
    info_every_step: bool = False
    threads: int | None = None

    def open(self) -> Environments:
        """Creates the environments in the engine; starts the engine if necessary.

        Raises:
            ArgumentError: A number is out of range.
            ScenarioError: The scenario is unknown or not valid.
            ServerError: No server can be started or reached.
        """
        count = check_count("num_envs", self.num_envs)
        steps = None if self.max_episode_steps is None else check_count("max_episode_steps", self.max_episode_steps)
        threads = None if self.threads is None else check_count("threads", self.threads, high=_MOST_THREADS)
        # A policy file may be a stranger's: it is not run in the user's own process unasked.
        named = self.transport == "auto" and may_name_policies(read_scenario(self.scenario, self.overrides)[0])
        connection = connect_environments(
            transport=self.transport, inside=not named, address=self.address, token=self.token, tls=self.tls
        )
        return connection.create_environment(
            self.scenario,
            self.overrides,
            num_envs=count,
            autoreset_mode=self.autoreset_mode,
            max_episode_steps=steps,
            info_every_step=self.info_every_step,
            threads=threads,
        )

    def reopen(self, spec: EnvironmentSpec) -> Environments:
        """Creates the environments again after earlier ones of specification `spec` were closed.

        Raises:
            ScenarioError: The scenario now has another specification, because its file has changed.
        """
        stream = self.open()
        if stream.spec != spec:
            stream.close()
            allowed = "the scenario with which the environment was made; make the environment anew"
            raise invalid(ScenarioError, "scenario", str(self.scenario), allowed, reason="it has changed since")
        return stream
