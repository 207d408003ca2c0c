"""Single-threaded torch: faster for small networks, and the other cores remain free for the simulation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def single_threaded_torch() -> Iterator[None]:
    """Runs the block with one torch thread.

    Torch threads synchronise by spinning. On two cores under other load, DQN with networks of 64 units was 50 times
    slower with two threads than with one. With one thread, sums and trained weights are also independent of the number
    of cores.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
