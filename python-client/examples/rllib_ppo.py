"""Trains PPO with RLlib, and evaluates the policy inside the Java simulation.

Ray is not a dependency of this package and needs a Gymnasium of its own: install `ray[rllib]` and this package into a
new virtual environment. Run it with `python examples/rllib_ppo.py --iterations 50`.
"""

import argparse
import os

import gymnasium as gym
import ray
import torch
from ray.rllib.algorithms.ppo import PPOConfig
from ray.rllib.core.columns import Columns
from torch import Tensor, nn

import quant_trading_gym as qtg

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--iterations", type=int, default=50)
parser.add_argument("--batch", type=int, default=4_000, help="steps of an iteration")
parser.add_argument("--num-envs", type=int, default=16)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--episodes", type=int, default=200)
parser.add_argument("--out", default="build/examples/rllib-ppo/policy.onnx")
args = parser.parse_args()

ID = "quant_trading_gym:QuantTradingGym/MarketMaking-v0"  # the prefix imports the package in Ray's processes
handed = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": handed})
config = (
    PPOConfig()
    .environment(ID)
    .env_runners(num_env_runners=0, num_envs_per_env_runner=args.num_envs)
    .training(train_batch_size=args.batch, minibatch_size=min(256, args.batch), num_epochs=4, lr=1e-3, gamma=0.99)
    .debugging(seed=args.seed)
)
algorithm = config.build_algo()
for _iteration in range(args.iterations):
    result = algorithm.train()
    steps = result["num_env_steps_sampled_lifetime"]
    print(
        f"{int(steps):>9,} steps, mean return {result['env_runners'].get('episode_return_mean', float('nan')):.3f}",
        flush=True,
    )


class Policy(nn.Module):
    """The outputs of the ONNX file: the best action, and the logits."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, observation: Tensor) -> tuple[Tensor, Tensor]:
        """Maps observations (batch, d) to actions (batch,) and logits (batch, n)."""
        logits = self.module.forward_inference({Columns.OBS: observation})[Columns.ACTION_DIST_INPUTS]
        return logits.argmax(dim=1), logits


environment = gym.make(ID)
report = qtg.onnx.export_module(
    Policy(algorithm.get_module().to("cpu")),
    args.out,
    environment_spec=environment.unwrapped.environment_spec,
    output_names=("action", "logits"),
    algorithm="RLlib PPO",
    seed=args.seed,
    timesteps=int(steps),
)
environment.close()
algorithm.stop()
ray.shutdown()
torch.set_num_threads(1)
print(f"{report.onnx}: within {report.max_relative_difference:.1e} of torch")
print(
    qtg.evaluate(report.onnx, scenario="market-making", episodes=args.episodes, seed=10_000, baselines=["do-nothing"])
)
