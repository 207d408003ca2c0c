from __future__ import annotations

import os
import shutil
from pathlib import Path

import gymnasium as gym
import pytest
from kit.waiting import eventually

from quant_trading_gym import errors
from quant_trading_gym.jvm import server
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.jvm.logs import new_log_path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands in for java with shell scripts")


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Has a shell script started instead of Java 25."""
    monkeypatch.setenv("QTG_CACHE", str(tmp_path / "cache"))

    def make(script, **options):
        home = tmp_path / "home"
        (home / "bin").mkdir(parents=True)
        (home / "release").write_text('JAVA_VERSION="25"\n')
        (home / "bin" / "java").write_text(f"#!/bin/sh\n{script}\n")
        (home / "bin" / "java").chmod(0o755)
        return server.EmbeddedServer(server.ServerOptions(java=str(home), **options))

    return make


def test_a_server_that_dies_at_once_shows_the_end_of_its_log(stand_in, tmp_path):
    with pytest.raises(errors.ServerError, match="exited with code 4") as caught:
        stand_in("seq 1 100 >&2; echo 'Unrecognized VM option' >&2; exit 4")
    log = next((tmp_path / "cache" / "logs").glob("server-*.log"))
    assert str(log) in str(caught.value)
    assert "  100\n  Unrecognized VM option" in str(caught.value)
    assert "\n  50\n" not in str(caught.value)


def test_what_the_jvm_says_on_stdout_is_shown_too(stand_in):
    with pytest.raises(errors.ServerError, match="exited with code 1") as caught:
        stand_in("echo 'Error: Could not create the Java Virtual Machine.'; exit 1")
    assert "Could not create the Java Virtual Machine" in str(caught.value)


def test_a_server_that_never_listens(stand_in):
    with pytest.raises(errors.ServerError, match=r"did not listen within 0.2 s; its log is .* \(empty\)"):
        stand_in("exec sleep 60", startup_seconds=0.2)


def test_a_server_that_announces_something_else(stand_in):
    with pytest.raises(errors.ServerError, match="announced b'hello"):
        stand_in("echo hello; exec sleep 60")


def test_output_goes_to_the_log_however_much_it_is(stand_in):
    line = '{"address":"127.0.0.1:1"}'
    running = stand_in(f"read token; echo '{line}'; seq 1 100000; seq 1 100000 >&2; echo done >&2; exec cat >/dev/null")
    assert running.address == "127.0.0.1:1"
    assert eventually(lambda: len(running.log_path.read_text().splitlines()) == 200_002)
    running.close()
    running.close()
    assert not running.is_alive()
    assert not running.log_path.exists()


def test_a_java_that_cannot_be_executed(tmp_path):
    home = tmp_path / "home"
    (home / "bin").mkdir(parents=True)
    (home / "release").write_text('JAVA_VERSION="25"\n')
    (home / "bin" / "java").write_text("not a program")
    with pytest.raises(errors.ServerError, match="cannot start"):
        server.EmbeddedServer(server.ServerOptions(java=str(home)))


def test_a_directory_for_logs_that_cannot_be_written(monkeypatch, tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setenv("QTG_CACHE", str(blocker))
    with pytest.raises(errors.ServerError, match="cannot write the server's log"):
        server.EmbeddedServer(server.ServerOptions())


@pytest.mark.parametrize("fault", ["mode", "link", "file"])
def test_a_folder_for_logs_that_others_may_have_made_is_refused(fault, monkeypatch, tmp_path):
    monkeypatch.delenv("QTG_CACHE", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = tmp_path / f"quant-trading-gym-{os.getuid()}"
    assert new_log_path("server").parent == folder
    if fault == "mode":
        folder.chmod(0o777)
    else:
        shutil.rmtree(folder)
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "elsewhere") if fault == "link" else folder.write_text("")
    with pytest.raises(errors.ServerError, match=r"log folder|cannot write the server's log") as caught:
        new_log_path("server")
    assert "QTG_CACHE" in str(caught.value)


def test_a_folder_for_logs_of_another_user_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("QTG_CACHE", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    owner = os.getuid()
    monkeypatch.setattr("os.getuid", lambda: owner + 1)
    with pytest.raises(errors.ServerError, match=f"it belongs to user {owner}"):
        new_log_path("server")


def test_old_logs_are_removed(monkeypatch, tmp_path):
    monkeypatch.setenv("QTG_CACHE", str(tmp_path))
    old, recent = new_log_path("server"), new_log_path("server")
    os.utime(old, (0, 0))
    new_log_path("server")
    assert not old.exists()
    assert recent.exists()


def test_one_server_for_the_process_and_its_token_is_not_on_the_command_line():
    running = server.embedded_server()
    assert server.embedded_server() is running
    assert connect() is connect()
    assert connect().machine["pid"] == str(running.process_id)
    command_line = Path(f"/proc/{running.process_id}/cmdline")
    if command_line.exists():
        assert running.token.encode() not in command_line.read_bytes()
    assert running.log_path.stat().st_mode & 0o077 == 0


def test_a_running_server_cannot_be_configured_any_more():
    server.embedded_server()
    with pytest.raises(errors.ServerError, match="already running"):
        server.configure(heap="2g")


def test_shut_down_and_configured_it_starts_anew():
    before = server.embedded_server()
    server.shutdown()
    assert not before.is_alive()
    server.configure(heap="300m")
    try:
        assert int(connect().machine["max_heap_mib"]) <= 300
    finally:
        server.shutdown()
        server.configure(heap=server.ServerOptions().heap)


def test_more_environments_than_the_heap_holds_are_refused_before_it_is_full():
    server.shutdown()
    server.configure(heap="48m")
    try:
        with pytest.raises(errors.BudgetError, match=r"environment_memory: got .* MiB, expected at most .* MiB"):
            gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=8192)
        gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=2).reset(seed=0)
    finally:
        server.shutdown()
        server.configure(heap=server.ServerOptions().heap)


def test_a_full_heap_is_named(monkeypatch):
    running = server.EmbeddedServer(server.ServerOptions(heap="300m"))
    monkeypatch.setattr(running._process, "wait", lambda timeout: server.OUT_OF_MEMORY)
    assert "exited with code 3 as its heap of 300m was full" in str(running.describe_death())
    monkeypatch.undo()
    running.close()


def test_a_wrong_token_is_refused_by_the_real_server():
    with pytest.raises(errors.AuthenticationError, match="token is wrong"):
        connect(address=server.embedded_server().address, token="guess")
