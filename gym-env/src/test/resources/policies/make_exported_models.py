"""Makes the small models that stand for what torch's exporter writes.

Run in this folder with the package's training extra installed: `python make_exported_models.py`. The models carry no
metadata: the tests add what the current specifications say.
"""

import gymnasium as gym
import numpy as np
import onnx
import sb3_contrib
import stable_baselines3
import torch
from gymnasium import spaces
from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize

from quant_trading_gym.onnx import export, policy_modules

OBSERVATION = 5


class Still(gym.Env):
    """An environment in which nothing happens."""

    def __init__(self, actions: spaces.Space) -> None:
        """Takes `actions`."""
        self.observation_space = spaces.Box(-10, 10, (OBSERVATION,), np.float32)
        self.action_space = actions

    def reset(self, *, seed: int | None = None, options: dict | None = None) -> tuple:
        """Begins."""
        return np.zeros(OBSERVATION, np.float32), {}

    def step(self, action: object) -> tuple:
        """Does nothing."""
        return np.zeros(OBSERVATION, np.float32), 0.0, False, False, {}


class Layers(torch.nn.Module):
    """Most kinds of layers that a policy of one's own may have."""

    def __init__(self) -> None:
        """Draws the weights."""
        super().__init__()
        self.linear = torch.nn.Linear(OBSERVATION, 16)
        self.normalisation = torch.nn.LayerNorm(16)
        self.gelu, self.silu = torch.nn.GELU(), torch.nn.SiLU()
        self.convolution = torch.nn.Conv1d(1, 2, 3)
        self.gru = torch.nn.GRU(2, 4, batch_first=True)
        self.attention = torch.nn.MultiheadAttention(4, 2, batch_first=True)
        self.head = torch.nn.Linear(4, 15)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Maps observations (batch, 5) to actions (batch,) and values (batch, 3)."""
        y = self.silu(self.gelu(self.normalisation(self.linear(x))))
        y, _ = self.gru(self.convolution(y.unsqueeze(1)).transpose(1, 2))
        y, _ = self.attention(y, y, y)
        q_values = self.head(y[:, -1]).reshape(-1, 3, 5).mean(2)
        return q_values.argmax(1), q_values


def save(name: str, module: policy_modules.PolicyModule) -> None:
    """Exports one model."""
    onnx.save(export._to_onnx(module, torch.zeros(2, OBSERVATION)), f"{name}.onnx")


def trained(algorithm: type, policy: str, actions: spaces.Space, normalise: bool, **network: object) -> object:
    """The module of an untrained model."""
    env = DummyVecEnv([lambda: Still(actions)])
    env = VecNormalize(env) if normalise else env
    model = algorithm(policy, env, policy_kwargs={"net_arch": [4], **network}, seed=0)
    return policy_modules.build_module(model, model.get_vec_normalize_env())


def main() -> None:
    """Writes all models."""
    torch.manual_seed(0)
    box, discrete = spaces.Box(-1, 1, (2,), np.float32), spaces.Discrete(3)
    ppo, recurrent = stable_baselines3.PPO, sb3_contrib.RecurrentPPO
    save("multi-discrete", trained(ppo, "MlpPolicy", spaces.MultiDiscrete([3, 5]), False))
    save("normalised", trained(ppo, "MlpPolicy", box, True))
    lstms = {"n_lstm_layers": 2, "lstm_hidden_size": 3}
    save("two-lstms", trained(recurrent, "MlpLstmPolicy", discrete, True, **lstms))
    save("layers", policy_modules.OwnModule(Layers(), ("action", "q_values")))


if __name__ == "__main__":
    main()
