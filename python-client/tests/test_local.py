"""The carrier of a server process on this machine: what can go wrong. More of it: `test_processes`, `test_carriers`."""

from __future__ import annotations

import gc
import os
import signal
import socket
import stat
import tempfile
import threading
import time
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest
from kit.places import ID
from kit.waiting import eventually

import quant_trading_gym as qtg
from quant_trading_gym import errors
from quant_trading_gym.jvm import engine, server
from quant_trading_gym.transport import bound_memory, local_engine

pytestmark = pytest.mark.skipif(not engine.has_local(), reason="Python has no Unix sockets here")

LONG = {
    "population": [
        {"type": "market-maker", "count": 3},
        {"type": "noise", "count": 100, "mean_interval": "1ms"},
    ],
    "session": {"warmup": "0s"},
    "episode": {"start": "100ms", "duration": "4h", "decision_interval": "4h"},
}
QUIET_SECONDS = 1


def make(**options):
    return gym.make(ID, transport="local", **options)


def vector(n, **options):
    return gym.make_vec(ID, num_envs=n, transport="local", **options)


def open_files():
    return len(os.listdir("/proc/self/fd"))


def mappings_of(process_id):
    return Path(f"/proc/{process_id}/maps").read_text().count("memfd:quant-trading-gym")


def interrupted_after(seconds, call):
    """Whether Ctrl-C after some time ends a call soon."""
    threading.Timer(seconds, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        call()
    return time.monotonic() - begun < seconds + 5


def test_control_c_ends_a_long_step_and_a_reset_makes_the_environment_usable():
    env = make(overrides=LONG)
    env.reset(seed=1)
    assert interrupted_after(0.5, lambda: env.step(0))
    with pytest.raises(errors.ResetNeeded):
        env.step(0)
    env.reset(seed=1)
    assert interrupted_after(0.5, lambda: env.step(0))
    env.close()


def test_control_c_ends_the_receipt_of_a_long_step():
    envs = vector(2, overrides=LONG)
    envs.reset(seed=1)
    envs.send(np.zeros(2, dtype=np.int64))
    assert interrupted_after(0.5, envs.recv)
    with pytest.raises(errors.ResetNeeded):
        envs.step(np.zeros(2, dtype=np.int64))
    envs.reset(seed=1)
    envs.close()


def test_a_server_that_stands_still_is_an_error_in_time(monkeypatch):
    qtg.server.shutdown()  # with the lines of before
    monkeypatch.setattr(local_engine, "SILENCE_SECONDS", QUIET_SECONDS)
    monkeypatch.setattr(server, "LINE_SECONDS", QUIET_SECONDS)
    env, envs = make(), vector(256)
    env.reset(seed=1)
    envs.reset(seed=1)
    stopped = server.embedded_server()
    os.kill(stopped.process_id, signal.SIGSTOP)
    try:
        with pytest.raises(errors.ServerError, match="has not answered for 1 s") as caught:
            while True:  # its threads stop a little later
                env.step(0)
        assert str(stopped.log_path) in str(caught.value)
        for call in (lambda: env.step(0), lambda: envs.step(np.zeros(256, dtype=np.int64)), env.reset, make):
            with pytest.raises(errors.ServerError) as caught:
                call()
            assert str(stopped.log_path) in str(caught.value)
        env.close()
        envs.close()
    finally:
        os.kill(stopped.process_id, signal.SIGCONT)
    env.reset(seed=1)  # closed environments are created anew
    env.close()
    qtg.server.shutdown()  # it has lost nothing, but what was not awaited is still in it


def test_a_shut_down_server_is_an_error_and_the_next_environment_starts_another():
    env, envs = make(), vector(3)
    env.reset(seed=1)
    first = envs.reset(seed=1)[0]
    qtg.server.shutdown()
    for call in (lambda: env.step(0), env.reset, lambda: envs.step(np.zeros(3, dtype=np.int64)), envs.reset):
        with pytest.raises(errors.ServerError, match="the embedded server"):
            call()
    env.close()
    envs.close()
    np.testing.assert_array_equal(vector(3).reset(seed=1)[0], first)


def test_only_this_user_can_reach_socket_and_memory(monkeypatch):
    seen = []

    class Watched(socket.socket):
        def bind(self, path):
            super().bind(path)
            seen.append((path, stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode)))

    private = bound_memory._private_file

    def watched():
        file, path = private()
        seen.append((path, stat.S_IMODE(os.fstat(file).st_mode)))
        return file, path

    monkeypatch.setattr(socket, "socket", Watched)
    monkeypatch.setattr(bound_memory, "_private_file", watched)
    qtg.server.shutdown()  # with the lines of before
    previous = os.umask(0)
    try:
        make().reset(seed=1)
    finally:
        os.umask(previous)
    assert [mode for _, mode in seen] == [0o700, 0o600]
    assert not any(os.path.exists(path) for path, _ in seen)


def test_nothing_is_left_in_the_temporary_folder_or_open(tmp_path, monkeypatch):
    make().close()  # the server and its log exist
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gc.collect()
    before, process_id = open_files(), server.embedded_server().process_id
    mapped = mappings_of(process_id)
    for seed in range(5):
        env = make()
        env.reset(seed=seed)
        env.step(0)
        env.close()
        del env
    gc.collect()
    assert not list(tmp_path.iterdir())
    assert open_files() <= before
    assert mappings_of(process_id) == mapped


def test_a_collected_environment_is_closed_with_the_next_one():
    env = make()
    env.reset(seed=1)
    process_id = server.embedded_server().process_id
    assert mappings_of(process_id) == 1
    del env
    gc.collect()
    other = make()
    assert mappings_of(process_id) == 1
    other.close()


def test_a_temporary_folder_with_a_path_too_long_for_a_socket(tmp_path, monkeypatch):
    deep = tmp_path / ("a" * 100) / ("b" * 100)
    deep.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    make().reset(seed=1)
    assert not list(deep.glob("qtg-*"))


def test_a_temporary_folder_that_cannot_be_written_is_an_error(tmp_path, monkeypatch):
    make().close()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    thrown = []

    def play():
        with pytest.raises(errors.ServerError, match="TMPDIR") as caught:
            make()
        thrown.append(caught.value)

    thread = threading.Thread(target=play)  # a thread has lines of its own
    thread.start()
    thread.join()
    assert thrown


def test_systems_without_files_that_no_folder_has(monkeypatch, tmp_path):
    env = make()
    expected = env.reset(seed=7)[0]
    monkeypatch.delattr(os, "memfd_create")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    other = make()
    np.testing.assert_array_equal(other.reset(seed=7)[0], expected)
    np.testing.assert_array_equal(other.step(1)[0], env.step(1)[0])
    assert not list(tmp_path.iterdir())


def test_python_without_unix_sockets(monkeypatch):
    monkeypatch.delattr(socket, "AF_UNIX")
    with pytest.raises(errors.ArgumentError, match="no Unix sockets") as caught:
        make()
    assert caught.value.field == "transport"


def test_a_remote_server_is_no_process_of_this_machine():
    with pytest.raises(errors.ArgumentError) as caught:
        make(address="127.0.0.1:1")
    assert caught.value.field == "transport"


def test_lines_of_threads_end_with_them():
    envs = [make() for _ in range(4)]
    before = open_files()
    seen = []

    def play(env, seed):
        env.reset(seed=seed)
        seen.append((seed, [env.step(step % 4)[1] for step in range(200)]))

    threads = [threading.Thread(target=play, args=(env, seed)) for seed, env in enumerate(envs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert eventually(lambda: open_files() <= before)
    alone = make()
    for seed, rewards in seen:
        alone.reset(seed=seed)
        assert rewards == [alone.step(step % 4)[1] for step in range(200)]
    assert len(seen) == 4


def test_a_signal_handler_may_step_while_an_answer_is_awaited():
    slow, quick, alone = vector(64), make(), make()
    slow.reset(seed=1)
    quick.reset(seed=1)
    alone.reset(seed=1)
    rewards = []

    def step(*_):
        rewards.append(quick.step(1)[1])
        signal.setitimer(signal.ITIMER_REAL, 0.005)

    before = signal.signal(signal.SIGALRM, step)
    signal.setitimer(signal.ITIMER_REAL, 0.005)
    try:
        results = [slow.step(np.ones(64, dtype=np.int64)) for _ in range(200)]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert rewards == [alone.step(1)[1] for _ in rewards] != []
    slow.reset(seed=1)
    for result in results:
        np.testing.assert_array_equal(slow.step(np.ones(64, dtype=np.int64))[0], result[0])


def test_one_server_serves_both_carriers_and_services():
    env = make()
    other = gym.make(ID, transport="grpc")
    np.testing.assert_array_equal(env.reset(seed=1)[0], other.reset(seed=1)[0])
    assert engine.connect().list_scenarios()
    assert not engine.connect().is_broken


def test_a_full_server_is_an_error_over_both_carriers_together():
    with pytest.raises(errors.BudgetError) as caught:
        vector(60_000)
    share = float(caught.value.value.split()[0]) / float(caught.value.allowed.split()[2])
    n = int(0.6 * 60_000 / share)  # there is no place for two
    envs = vector(n)
    with pytest.raises(errors.BudgetError) as caught:
        gym.make_vec(ID, num_envs=n, transport="grpc")
    assert caught.value.field == "environment_memory"
    envs.close()
