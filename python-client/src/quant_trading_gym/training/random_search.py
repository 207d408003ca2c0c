"""ARS of sb3-contrib whose callbacks see each step."""

from __future__ import annotations

from typing import Any

from sb3_contrib import ARS
from stable_baselines3.common.callbacks import BaseCallback


class ObservedARS(ARS):
    """ARS that shows its callbacks the `dones` and `infos` of each step.

    ARS of sb3-contrib shows them the state of its search only.
    """

    def _trigger_callback(
        self, _locals: dict[str, Any], _globals: dict[str, Any], callback: BaseCallback, n_envs: int
    ) -> None:
        self.num_timesteps += n_envs
        callback.update_locals(_locals)
        callback.on_step()
