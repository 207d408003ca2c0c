"""Trains with stable-baselines3 as you would on any environment, then plays the policy inside the Java simulation.

Run it with `python examples/train_with_stable_baselines3.py --timesteps 300000`.
"""

import argparse

import torch
from stable_baselines3 import PPO
from stable_baselines3.common.vec_env import VecNormalize

import quant_trading_gym as qtg

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--timesteps", type=int, default=300_000)
parser.add_argument("--episodes", type=int, default=200)
parser.add_argument("--out", default="build/examples/sb3/policy.onnx")
arguments = parser.parse_args()

torch.set_num_threads(1)  # the networks are small and the simulation wants the cores

venv = qtg.sb3.make_vec_env("QuantTradingGym/MarketMaking-v0", n_envs=64, seed=0)
model = PPO("MlpPolicy", VecNormalize(venv), n_steps=128, batch_size=2048, gamma=0.999, ent_coef=0.005, seed=0)
model.learn(arguments.timesteps)

report = qtg.onnx.export_policy(model, arguments.out)  # the statistics of VecNormalize are baked in
print(f"{report.onnx}: within {report.max_relative_difference:.1e} of torch")
baselines = ["random", "do-nothing", "avellaneda-stoikov"]
print(
    qtg.evaluate(report.onnx, scenario="market-making", episodes=arguments.episodes, seed=10_000, baselines=baselines)
)
