"""Proximal policy optimisation in one file, without a library of algorithms, on the native vector environment.

Follows Schulman et al., "Proximal Policy Optimization Algorithms" (2017), with generalised advantage estimation.

Run it with `python examples/ppo_single_file.py --timesteps 500000`.
"""

import argparse
import time

import gymnasium as gym
import numpy as np
import torch
from torch import Tensor, nn
from torch.distributions import Categorical

import quant_trading_gym as qtg

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--timesteps", type=int, default=500_000)
parser.add_argument("--num-envs", type=int, default=64)
parser.add_argument("--num-steps", type=int, default=128, help="steps of each environment between two updates")
parser.add_argument("--minibatches", type=int, default=4)
parser.add_argument("--epochs", type=int, default=5)
parser.add_argument("--learning-rate", type=float, default=1e-3)
parser.add_argument("--gamma", type=float, default=0.999)
parser.add_argument("--gae-lambda", type=float, default=0.95)
parser.add_argument("--clip", type=float, default=0.2)
parser.add_argument("--entropy", type=float, default=0.005)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--episodes", type=int, default=200)
parser.add_argument("--out", default="build/examples/ppo/policy.onnx")
args = parser.parse_args()


class Policy(nn.Module):
    """Separate networks for the logits and the value; returns what the ONNX file is to return."""

    def __init__(self, inputs: int, actions: int) -> None:
        super().__init__()
        self.actor = self.network(inputs, actions, last_gain=0.01)
        self.critic = self.network(inputs, 1, last_gain=1.0)

    @staticmethod
    def network(inputs: int, outputs: int, last_gain: float) -> nn.Sequential:
        """Two hidden layers, orthogonally initialised."""
        layers = [nn.Linear(inputs, 64), nn.Linear(64, 64), nn.Linear(64, outputs)]
        for layer, gain in zip(layers, (2**0.5, 2**0.5, last_gain), strict=True):
            nn.init.orthogonal_(layer.weight, gain)
            nn.init.zeros_(layer.bias)
        return nn.Sequential(layers[0], nn.Tanh(), layers[1], nn.Tanh(), layers[2])

    def forward(self, observation: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The best action, the logits and the value of each observation."""
        logits = self.actor(observation)
        return logits.argmax(dim=1), logits, self.critic(observation).squeeze(1)


torch.manual_seed(args.seed)
torch.set_num_threads(1)  # the networks are small and the simulation wants the cores

# In SAME_STEP mode the observation after an end is already the first of the next episode, so every step is a real one.
# Episodes end at the task's own horizon, which the observation shows: their value after the end is zero.
envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=args.num_envs, autoreset_mode="SameStep")
spec = envs.unwrapped.environment_spec
policy = Policy(spec.observation.size, spec.action.counts[0])
optimizer = torch.optim.Adam(policy.parameters(), lr=args.learning_rate, eps=1e-5)

shape = (args.num_steps, args.num_envs)
observations = torch.zeros((*shape, spec.observation.size))
actions = torch.zeros(shape, dtype=torch.long)
log_probabilities, rewards, dones, values = (torch.zeros(shape) for _ in range(4))

observation = torch.as_tensor(envs.reset(seed=args.seed)[0])
running = np.zeros(args.num_envs)  # return of each running episode
finished: list[float] = []
reward_scale, scale_steps = 1.0, 0  # running root mean square of the rewards, so that the value is of order one
updates = max(1, args.timesteps // (args.num_envs * args.num_steps))
started = time.perf_counter()

for update in range(updates):
    optimizer.param_groups[0]["lr"] = args.learning_rate * (1.0 - 0.9 * update / updates)

    # Collect
    for step in range(args.num_steps):
        with torch.no_grad():
            _, logits, values[step] = policy(observation)
        choice = Categorical(logits=logits)
        observations[step], actions[step] = observation, choice.sample()
        log_probabilities[step] = choice.log_prob(actions[step])
        following, reward, terminated, truncated, _ = envs.step(actions[step].numpy())
        ended = terminated | truncated
        rewards[step], dones[step] = torch.as_tensor(reward), torch.as_tensor(ended)
        observation = torch.as_tensor(following)
        running += reward
        finished += running[ended].tolist()
        running[ended] = 0.0
    scale_steps += 1
    reward_scale += (float(rewards.square().mean()) ** 0.5 - reward_scale) / scale_steps

    # Advantages
    with torch.no_grad():
        next_value = policy(observation)[2]
        advantages, advantage = torch.zeros(shape), torch.zeros(args.num_envs)
        for step in reversed(range(args.num_steps)):
            going_on = 1.0 - dones[step]
            scaled = rewards[step] / max(reward_scale, 1e-8)
            error = scaled + args.gamma * going_on * next_value - values[step]
            advantage = error + args.gamma * args.gae_lambda * going_on * advantage
            advantages[step], next_value = advantage, values[step]
        targets = advantages + values

    # Learn
    batch = [tensor.flatten(0, 1) for tensor in (observations, actions, log_probabilities, advantages, targets)]
    for _ in range(args.epochs):
        for indices in torch.randperm(len(batch[0])).chunk(args.minibatches):
            seen, chosen, old, gain, target = (tensor[indices] for tensor in batch)
            _, logits, value = policy(seen)
            distribution = Categorical(logits=logits)
            ratio = (distribution.log_prob(chosen) - old).exp()
            gain = (gain - gain.mean()) / (gain.std() + 1e-8)
            surrogate = torch.min(ratio * gain, ratio.clamp(1.0 - args.clip, 1.0 + args.clip) * gain).mean()
            loss = -surrogate + 0.5 * (value - target).square().mean() - args.entropy * distribution.entropy().mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(policy.parameters(), 0.5)
            optimizer.step()

    if update % max(1, updates // 20) == 0 and finished:
        steps = (update + 1) * args.num_envs * args.num_steps
        speed = steps / (time.perf_counter() - started)
        print(f"{steps:>9,} steps, {speed:,.0f} a second, mean return {np.mean(finished[-200:]):.2f}", flush=True)

envs.close()
report = qtg.onnx.export_module(
    policy.eval(),
    args.out,
    environment_spec=spec,
    output_names=("action", "logits", "value"),
    algorithm="PPO",
    seed=args.seed,
    timesteps=updates * args.num_envs * args.num_steps,
)
print(f"{report.onnx}: within {report.max_relative_difference:.1e} of torch")
baselines = ["random", "do-nothing", "avellaneda-stoikov"]
print(qtg.evaluate(report.onnx, scenario="market-making", episodes=args.episodes, seed=10_000, baselines=baselines))
