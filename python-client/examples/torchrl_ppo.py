"""Trains PPO with TorchRL, and evaluates the policy inside the Java simulation.

TorchRL is not a dependency of this package: `pip install torchrl`. Run it with
`python examples/torchrl_ppo.py --frames 200000`.
"""

import argparse

import gymnasium as gym
import torch
from tensordict.nn import TensorDictModule
from torch import Tensor, nn
from torchrl.collectors import Collector
from torchrl.envs import GymWrapper
from torchrl.modules import ProbabilisticActor, ValueOperator
from torchrl.objectives import ClipPPOLoss
from torchrl.objectives.value import GAE

import quant_trading_gym as qtg

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--frames", type=int, default=200_000)
parser.add_argument("--batch", type=int, default=2_048, help="frames between two updates")
parser.add_argument("--epochs", type=int, default=8)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--episodes", type=int, default=200)
parser.add_argument("--out", default="build/examples/torchrl-ppo/policy.onnx")
args = parser.parse_args()

torch.manual_seed(args.seed)
torch.set_num_threads(1)  # the networks are small, and the simulation needs the cores
gym_env = gym.make("QuantTradingGym/MarketMaking-v0")
spec = gym_env.unwrapped.environment_spec
env = GymWrapper(gym_env, categorical_action_encoding=True)
env.set_seed(args.seed)


def network(outputs: int) -> nn.Sequential:
    """Two hidden layers of 64 units."""
    return nn.Sequential(
        nn.Linear(spec.observation.size, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, outputs)
    )


logits_of = network(spec.action.counts[0])
actor = ProbabilisticActor(
    TensorDictModule(logits_of, in_keys=["observation"], out_keys=["logits"]),
    in_keys=["logits"],
    distribution_class=torch.distributions.Categorical,
    return_log_prob=True,
    spec=env.action_spec,
)
critic = ValueOperator(network(1), in_keys=["observation"])
advantage, loss = GAE(gamma=0.99, lmbda=0.95, value_network=critic), ClipPPOLoss(actor, critic)
optimizer = torch.optim.Adam(loss.parameters(), lr=1e-3)
collector = Collector(env, actor, frames_per_batch=args.batch, total_frames=args.frames)
frames = 0
for batch in collector:
    frames += batch.numel()
    for _ in range(args.epochs):
        advantage(batch)
        for part in batch.reshape(-1)[torch.randperm(batch.numel())].split(256):
            losses = loss(part)
            optimizer.zero_grad()
            sum(value for key, value in losses.items() if key.startswith("loss_")).backward()
            optimizer.step()
    print(f"{frames:>9,} frames, mean reward {batch['next', 'reward'].mean().item():.4f}", flush=True)
collector.shutdown()


class Policy(nn.Module):
    """The outputs of the ONNX file: the best action, and the logits."""

    def __init__(self) -> None:
        super().__init__()
        self.logits_of = logits_of

    def forward(self, observation: Tensor) -> tuple[Tensor, Tensor]:
        """Maps observations (batch, d) to actions (batch,) and logits (batch, n)."""
        logits = self.logits_of(observation)
        return logits.argmax(dim=1), logits


report = qtg.onnx.export_module(
    Policy(),
    args.out,
    environment_spec=spec,
    output_names=("action", "logits"),
    algorithm="TorchRL PPO",
    seed=args.seed,
    timesteps=frames,
)
print(f"{report.onnx}: within {report.max_relative_difference:.1e} of torch")
print(
    qtg.evaluate(report.onnx, scenario="market-making", episodes=args.episodes, seed=10_000, baselines=["do-nothing"])
)
