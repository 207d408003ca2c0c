"""Server processes that end badly, and processes that multiply. The engine in the process: `test_inprocess`."""

from __future__ import annotations

import functools
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading

import gymnasium as gym
import numpy as np
import pytest
from kit.places import ID
from kit.waiting import eventually

from quant_trading_gym import errors
from quant_trading_gym.jvm import server
from quant_trading_gym.jvm.engine import connect

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="speaks of signals")]

every_transport = pytest.mark.parametrize("transport", ["local", "grpc"])

CHILD = f"""
import json, sys, time
import gymnasium as gym, quant_trading_gym as qtg
env = gym.make({ID!r}, transport=sys.argv[1])
env.reset(seed=1)
running = qtg.server.embedded_server()
print(json.dumps([running.process_id, str(running.log_path)]), flush=True)
"""


def runs(process_id):
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def ends(process_id):
    return eventually(lambda: not runs(process_id))


def start(code, transport):
    process = subprocess.Popen([sys.executable, "-c", code, transport], stdout=subprocess.PIPE, text=True)
    return process, *json.loads(process.stdout.readline())


@every_transport
@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_with_its_process_however_that_ends(signal_number, transport):
    process, server_id, _ = start(CHILD + "time.sleep(60)", transport)
    assert runs(server_id)
    process.send_signal(signal_number)
    process.communicate()
    assert ends(server_id)


@every_transport
@pytest.mark.parametrize("last_words", ["", "raise SystemExit(3)", "env.close()", "env.step(0); os._exit(0)"])
def test_the_server_and_its_log_are_gone_after_a_normal_end(last_words, transport):
    process, server_id, log = start("import os\n" + CHILD + last_words, transport)
    _, problems = process.communicate(timeout=20)
    assert not problems
    assert ends(server_id)
    assert os.path.exists(log) == ("_exit" in last_words)


@every_transport
def test_processes_that_end_with_open_environments_do_not_hang(transport):
    children = [start(CHILD, transport) for _ in range(6)]
    for process, server_id, _ in children:
        process.communicate(timeout=60)
        assert process.returncode == 0
        assert ends(server_id)


@every_transport
def test_a_killed_server_is_an_error_and_the_next_environment_starts_another(transport):
    env = gym.make(ID, transport=transport)
    env.reset(seed=1)
    dead = server.embedded_server()
    os.kill(dead.process_id, signal.SIGKILL)
    with pytest.raises(errors.ServerError, match="was killed by signal 9") as caught:
        for _ in range(100):
            env.step(env.action_space.sample())
    assert str(dead.log_path) in str(caught.value)
    with pytest.raises(errors.ServerError, match="was killed by signal 9"):
        env.reset()
    env.close()
    again = gym.make(ID, transport=transport)
    again.reset(seed=1)
    assert server.embedded_server() is not dead
    again.close()


@every_transport
def test_a_server_killed_during_a_step_is_no_hang(transport):
    envs = gym.make_vec(ID, num_envs=64, transport=transport)
    envs.reset(seed=1)
    killer = threading.Timer(0.3, os.kill, (server.embedded_server().process_id, signal.SIGKILL))
    killer.start()
    with pytest.raises(errors.ServerError, match="was killed by signal 9"):
        while True:
            envs.step(envs.action_space.sample())
    envs.close()


def first_observation(transport, seed):
    """Runs in workers: the observation, and the server that it came from."""
    env = gym.make(f"quant_trading_gym:{ID}", transport=transport)
    observation, _ = env.reset(seed=seed)
    env.step(env.action_space.sample())
    env.close()
    return observation, server.embedded_server().process_id


@every_transport
@pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning")
@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_workers_have_servers_of_their_own(method, transport):
    env = gym.make(ID, transport=transport)
    expected, _ = env.reset(seed=3)
    with multiprocessing.get_context(method).Pool(2) as pool:
        results = pool.map(functools.partial(first_observation, transport), [3, 3], chunksize=1)
    for observation, process_id in results:
        np.testing.assert_array_equal(observation, expected)
        assert process_id != server.embedded_server().process_id
        assert ends(process_id)
    env.step(env.action_space.sample())
    env.close()


@every_transport
@pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning")
def test_an_environment_does_not_follow_into_a_fork(transport):
    env = gym.make(ID, transport=transport)
    env.reset(seed=3)
    reader, writer = multiprocessing.Pipe()

    def child():
        try:
            env.step(0)
        except errors.Error as error:
            writer.send(str(error))
        env.close()

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    assert reader.poll(20)
    assert "was forked" in reader.recv()
    process.join()
    env.step(env.action_space.sample())
    env.close()


@every_transport
@pytest.mark.filterwarnings("ignore:This process.*fork:DeprecationWarning")
def test_a_forked_child_does_not_keep_the_server_alive(transport):
    code = CHILD + "import os\nchild = os.fork()\nif child: print(child, flush=True)\ntime.sleep(60)"
    process, server_id, _ = start(code, transport)
    child = int(process.stdout.readline())
    process.kill()
    assert ends(server_id)
    assert runs(child)
    os.kill(child, signal.SIGKILL)
    process.stdout.close()
    process.wait()


def test_subproc_vec_env():
    vec_env = pytest.importorskip("stable_baselines3.common.vec_env")
    venv = vec_env.SubprocVecEnv(
        [lambda: gym.make(f"quant_trading_gym:{ID}", transport="grpc")] * 2, start_method="forkserver"
    )
    venv.seed(0)
    assert venv.reset().shape == (2, *venv.observation_space.shape)
    venv.step(np.zeros((2, *venv.action_space.shape), dtype=venv.action_space.dtype))
    venv.close()


@every_transport
def test_environments_of_several_threads_share_the_server(transport):
    def play(seed, seen):
        env = gym.make(ID, transport=transport)
        observation, _ = env.reset(seed=seed)
        env.action_space.seed(seed)
        for _ in range(20):
            observation, *_ = env.step(env.action_space.sample())
        seen[seed] = observation
        env.close()

    alone, together = {}, {}
    for seed in range(4):
        play(seed, alone)
    threads = [threading.Thread(target=play, args=(seed, together)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for seed in range(4):
        np.testing.assert_array_equal(alone[seed], together[seed])


@every_transport
def test_many_environments_one_after_the_other_leave_nothing_behind(transport):
    for seed in range(30):
        env = gym.make(ID, transport=transport)
        env.reset(seed=seed)
        env.close()
    before = threading.active_count()
    for seed in range(30):
        env = gym.make(ID, transport=transport)
        env.reset(seed=seed)
        env.close()
    assert eventually(lambda: threading.active_count() <= before)
    assert not connect().is_broken
