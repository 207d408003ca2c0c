"""One episode of market making with random actions: the first thing to run.

Run it with `python examples/quickstart.py`.
"""

import gymnasium as gym

import quant_trading_gym as qtg

env = gym.make("QuantTradingGym/MarketMaking-v0")  # starts the simulation server on first use
spec = env.unwrapped.environment_spec
print(f"{spec.observation.size} observations: {', '.join(spec.observation.names)}")
print(f"{len(spec.action.labels)} actions: {'; '.join(spec.action.labels)}")

env.action_space.seed(0)
observation, info = env.reset(seed=0)
total, ended = 0.0, False
while not ended:
    observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
    total += reward
    ended = terminated or truncated
env.close()

market = f"{info['digest']:016x}"
print(f"return {total:.2f}, equity {info['equity']:.2f}, position {info['position'][0]} lots, market {market}")
print(f"quant-trading-gym {qtg.__version__}")
