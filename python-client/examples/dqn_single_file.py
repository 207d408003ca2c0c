"""Deep Q-learning in one file, without a library of algorithms, on the native vector environment.

Follows Mnih et al., "Human-level control through deep reinforcement learning" (2015), with the double estimator of
van Hasselt et al. (2016).

Run it with `python examples/dqn_single_file.py --timesteps 200000`.
"""

import argparse
import time

import gymnasium as gym
import numpy as np
import torch
from torch import Tensor, nn

import quant_trading_gym as qtg

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--timesteps", type=int, default=200_000)
parser.add_argument("--num-envs", type=int, default=16)
parser.add_argument("--buffer", type=int, default=100_000)
parser.add_argument("--warm-up", type=int, default=5_000, help="steps of random actions before the first update")
parser.add_argument("--batch", type=int, default=256)
parser.add_argument("--train-every", type=int, default=4, help="vector steps between two updates")
parser.add_argument("--target-every", type=int, default=250, help="updates between two copies of the target network")
parser.add_argument("--learning-rate", type=float, default=5e-4)
parser.add_argument("--gamma", type=float, default=0.99)
parser.add_argument("--explore", type=float, default=0.5, help="share of the training in which exploration falls")
parser.add_argument("--least-exploration", type=float, default=0.05)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--episodes", type=int, default=200)
parser.add_argument("--out", default="build/examples/dqn/policy.onnx")
args = parser.parse_args()


class Policy(nn.Module):
    """The value of each action; returns the outputs of the ONNX file."""

    def __init__(self, inputs: int, actions: int) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Linear(inputs, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, actions))

    def forward(self, observation: Tensor) -> tuple[Tensor, Tensor]:
        """The best action and all values of each observation."""
        values = self.net(observation)
        return values.argmax(dim=1), values


torch.manual_seed(args.seed)
torch.set_num_threads(1)  # the networks are small, and the simulation needs the cores
generator = np.random.default_rng(args.seed)

# In SAME_STEP mode, the observation after an end is the first of the next episode, so every step is a transition.
# Episodes end at the task's own horizon: their value after the end is zero, whatever observation follows.
envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=args.num_envs, autoreset_mode="SameStep")
spec = envs.unwrapped.environment_spec
policy, target = (Policy(spec.observation.size, spec.action.counts[0]) for _ in range(2))
target.load_state_dict(policy.state_dict())
optimizer = torch.optim.Adam(policy.parameters(), lr=args.learning_rate)

rows = args.buffer // args.num_envs  # the buffer is a ring of vector steps
seen = np.zeros((rows, args.num_envs, spec.observation.size), np.float32)
following = np.zeros_like(seen)
chosen = np.zeros((rows, args.num_envs), np.int64)
rewards, ended = (np.zeros((rows, args.num_envs), np.float32) for _ in range(2))

observation, _ = envs.reset(seed=args.seed)
running = np.zeros(args.num_envs)  # return of each running episode
finished: list[float] = []
reward_scale = 1.0  # root mean square of the rewards while warming up, so that the values are of order one
vector_steps = max(1, args.timesteps // args.num_envs)
warm_up = min(vector_steps - 1, args.warm_up // args.num_envs)
updates = 0
started = time.perf_counter()

for step in range(vector_steps):
    exploration = max(args.least_exploration, 1.0 - step / max(1.0, args.explore * vector_steps))
    with torch.no_grad():
        action = policy(torch.as_tensor(observation))[0].numpy()
    random = generator.random(args.num_envs) < (1.0 if step < warm_up else exploration)
    action = np.where(random, generator.integers(spec.action.counts[0], size=args.num_envs), action)

    row = step % rows
    seen[row], chosen[row] = observation, action
    observation, reward, terminated, truncated, _ = envs.step(action)
    done = terminated | truncated
    following[row], rewards[row], ended[row] = observation, reward, done
    running += reward
    finished += running[done].tolist()
    running[done] = 0.0

    if step == warm_up:
        reward_scale = max(1e-8, float(np.sqrt(np.mean(np.square(rewards[: step + 1])))))
    if step > warm_up and step % args.train_every == 0:
        at = (
            generator.integers(min(step + 1, rows), size=args.batch),
            generator.integers(args.num_envs, size=args.batch),
        )
        batch_reward, batch_ended = (torch.as_tensor(array[at]) for array in (rewards, ended))
        with torch.no_grad():
            next_observation = torch.as_tensor(following[at])
            best = policy(next_observation)[0].unsqueeze(1)
            next_value = target(next_observation)[1].gather(1, best).squeeze(1)
            aim = batch_reward / reward_scale + args.gamma * (1.0 - batch_ended) * next_value
        value = policy(torch.as_tensor(seen[at]))[1].gather(1, torch.as_tensor(chosen[at]).unsqueeze(1)).squeeze(1)
        loss = nn.functional.smooth_l1_loss(value, aim)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(policy.parameters(), 10.0)
        optimizer.step()
        updates += 1
        if updates % args.target_every == 0:
            target.load_state_dict(policy.state_dict())

    if step % max(1, vector_steps // 20) == 0 and finished:
        speed = (step + 1) * args.num_envs / (time.perf_counter() - started)
        steps = (step + 1) * args.num_envs
        print(f"{steps:>9,} steps, {speed:,.0f} a second, mean return {np.mean(finished[-200:]):.2f}", flush=True)

envs.close()
report = qtg.onnx.export_module(
    policy.eval(),
    args.out,
    environment_spec=spec,
    output_names=("action", "q_values"),
    algorithm="DQN",
    seed=args.seed,
    timesteps=vector_steps * args.num_envs,
)
print(f"{report.onnx}: within {report.max_relative_difference:.1e} of torch")
baselines = ["random", "do-nothing", "avellaneda-stoikov"]
print(qtg.evaluate(report.onnx, scenario="market-making", episodes=args.episodes, seed=10_000, baselines=baselines))
