"""Full speed in a separate process: steps a vector in every way, and a single environment, and reports its memory.

Run: python -m kit.soak TRANSPORT SECONDS SETTLED_SECONDS
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import gymnasium as gym
import numpy as np

from kit.children import own_children
from kit.places import ID

REGISTERED = f"quant_trading_gym:{ID}"
NUM_ENVS = 64
SAMPLE_SECONDS = 1.0


def resident_mib() -> float:
    """Resident memory of this process and of those that it has started."""
    kib = 0
    for pid in {str(os.getpid())} | own_children():
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                kib += int(line.split()[1])
    return kib / 1024


def main() -> None:
    """Steps for the given time and prints one line of JSON."""
    transport, seconds, settled = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    envs = gym.make_vec(REGISTERED, num_envs=NUM_ENVS, transport=transport)
    env = gym.make(REGISTERED, transport=transport)
    size = envs.single_observation_space.shape[0]
    flags = np.zeros((2, NUM_ENVS), dtype=np.bool_)
    out = np.zeros((NUM_ENVS, size), dtype=np.float32), np.zeros(NUM_ENVS), flags[0], flags[1]
    envs.action_space.seed(1)
    envs.reset(seed=1)
    env.reset(seed=1)
    begun = sampled = time.monotonic()
    steps, samples = 0, []
    while (now := time.monotonic()) - begun < seconds:
        actions = envs.action_space.sample()
        envs.step(actions)
        envs.step(actions, out=out)
        envs.send(actions, out=out)
        _, _, terminated, truncated, _ = env.step(steps % 4)
        if terminated or truncated:
            env.reset()
        envs.recv()
        steps += 3 * NUM_ENVS + 1
        if now - sampled > SAMPLE_SECONDS:
            sampled = now
            if now - begun > settled:
                samples.append(resident_mib())
    env.close()
    envs.close()
    print(json.dumps({"steps": steps, "lowest": min(samples), "highest": max(samples)}))


if __name__ == "__main__":
    main()
