"""A client in a separate process: steps a vector of environments for a given time and reports the result.

Run: python -m kit.client_process ADDRESS TOKEN NUM_ENVS SEED SECONDS [SCENARIO.yaml]
"""

from __future__ import annotations

import hashlib
import json
import sys
import time

import numpy as np

from quant_trading_gym.envs.vector import VectorTradingEnv

CHECKED_STEPS = 300
"""Number of steps whose results the digest covers."""


def main() -> None:
    """Steps for the given time, at least `CHECKED_STEPS` times, and prints one line of JSON."""
    address, token, num_envs, seed, seconds, *scenario = sys.argv[1:]
    envs = VectorTradingEnv(
        num_envs=int(num_envs), scenario=scenario[0] if scenario else "market-making", address=address, token=token
    )
    digest, steps, slowest = hashlib.sha256(), 0, 0.0
    envs.action_space.seed(int(seed))
    digest.update(envs.reset(seed=int(seed))[0].tobytes())
    start = time.monotonic()
    while steps < CHECKED_STEPS or time.monotonic() - start < float(seconds):
        before = time.monotonic()
        observations, rewards, terminated, truncated, _ = envs.step(envs.action_space.sample())
        slowest = max(slowest, time.monotonic() - before)
        if steps < CHECKED_STEPS:
            for array in (observations, rewards, terminated, truncated):
                digest.update(np.ascontiguousarray(array).tobytes())
        steps += 1
    rate = steps / (time.monotonic() - start)
    envs.close()
    print(json.dumps({"digest": digest.hexdigest(), "steps": steps, "steps_per_second": rate, "slowest": slowest}))


if __name__ == "__main__":
    main()
