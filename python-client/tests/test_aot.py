"""Caches that let the JVM start faster. Most tests have a shell script make them instead of Java."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from kit.children import TASKS, own_children
from kit.waiting import eventually

from quant_trading_gym.jvm import java, server
from quant_trading_gym.jvm.aot import MAKER_CLASS, RETRY_SECONDS, UNUSED_DAYS, StartCache

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands in for java with shell scripts")

MAKES = 'while [ "$1" != ' + MAKER_CLASS + ' ]; do shift; done; echo made >>"$0.runs"; echo cache >"$2"'
FAILS = 'echo made >>"$0.runs"; exit 1'


class Machine:
    """A Java home and a jar whose caches go to a folder of their own."""

    def __init__(self, folder: Path, script: str) -> None:
        self.home = folder / "home"
        for name in ("bin", "lib"):
            (self.home / name).mkdir(parents=True)
        (self.home / "release").write_text('JAVA_VERSION="25"\n')
        (self.home / "lib" / "modules").write_text("modules")
        self.java = self.home / "bin" / "java"
        self.java.write_text(f"#!/bin/sh\n{script}\n")
        self.java.chmod(0o755)
        self.jar = folder / "server.jar"
        self.jar.write_text("jar")

    def cache(self, *options: str, **variables: str) -> StartCache:
        return StartCache(java=self.java, jar=self.jar, options=options, environment=os.environ | variables)

    def made(self, *options: str, **variables: str) -> Path:
        """Has a cache made, waits for it and returns its path."""
        cache = self.cache(*options, **variables)
        cache.make()
        assert eventually(lambda: bool(cache.use()))
        return path_of(cache)

    @property
    def runs(self) -> int:
        runs = Path(f"{self.java}.runs")
        return len(runs.read_text().splitlines()) if runs.exists() else 0


def path_of(cache: StartCache) -> Path:
    return Path(cache.use()[0].removeprefix("-XX:AOTCache="))


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("QTG_CACHE", str(tmp_path / "cache"))
    for name in ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "cache" / "aot"


@pytest.fixture
def machine(folder, tmp_path) -> Machine:
    return Machine(tmp_path, MAKES)


def test_the_first_start_has_a_cache_made_that_later_starts_use(machine, folder):
    assert machine.cache().use() == []
    path = machine.made()
    assert path.parent == folder
    assert path.read_text() == "cache\n"
    machine.cache().make()
    assert machine.runs == 1


@pytest.mark.skipif(not TASKS.is_dir(), reason="reads the children from /proc")
def test_the_process_that_makes_a_cache_is_not_waited_for_and_is_no_child(folder, tmp_path):
    machine = Machine(tmp_path, f"sleep 1; {MAKES}")
    before = own_children()
    machine.cache().make()
    assert machine.cache().use() == []
    assert own_children() <= before
    assert eventually(lambda: bool(machine.cache().use()))


def test_starts_at_the_same_time_have_one_cache_made(machine):
    threads = [threading.Thread(target=machine.cache().make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert eventually(lambda: bool(machine.cache().use()))
    assert machine.runs == 1


def test_an_attempt_that_fails_is_repeated_after_an_hour_only(folder, tmp_path):
    machine = Machine(tmp_path, FAILS)
    machine.cache().make()
    assert eventually(lambda: machine.runs == 1)
    machine.cache().make()
    (attempt,) = folder.iterdir()
    past = time.time() - RETRY_SECONDS - 1
    os.utime(attempt, (past, past))
    machine.cache().make()
    assert eventually(lambda: machine.runs == 2)


@pytest.mark.parametrize("change", ["jar", "release", "modules", "option", "variable"])
def test_a_cache_is_for_one_jar_one_java_and_one_set_of_options(machine, change):
    path = machine.made()
    options, variables = [], {}
    if change == "jar":
        os.utime(machine.jar, (1, 1))
    elif change in ("release", "modules"):
        (machine.home / {"release": "release", "modules": "lib/modules"}[change]).write_text("of another version")
    elif change == "option":
        options = ["-XX:+UseG1GC"]
    else:
        variables = {"JAVA_TOOL_OPTIONS": "-XX:+UseCompactObjectHeaders"}
    assert machine.cache(*options, **variables).use() == []
    assert machine.made(*options, **variables) != path


def test_the_size_of_the_heap_matters_only_where_references_change():
    options = {heap: java.start_cache(heap=heap).options for heap in ("64m", "1g", "31g", "32g", "100g")}
    assert options["64m"] == options["1g"] == options["31g"]
    assert options["32g"] == options["100g"] == [*options["1g"], "-XX:-UseCompressedOops"]


def test_caches_of_an_older_jar_are_removed_and_others_stay(machine):
    other = machine.made("-XX:+UseG1GC")
    outdated = machine.made()
    os.utime(machine.jar, (1, 1))
    current = machine.made()
    assert not outdated.exists()
    assert not other.exists()
    again = machine.made("-XX:+UseG1GC")
    assert current.exists() and again.exists()


def test_caches_unused_for_a_month_and_leftovers_are_removed(machine, folder):
    unused, kept = folder / "1-2-3.aot", folder / "1-2-4.aot"
    leftover, recent = folder / "1-2-5.aot.unfinished-7", folder / "1-2-6.aot.unfinished-8"
    folder.mkdir(mode=0o700, parents=True)
    for path, days in ((unused, UNUSED_DAYS + 1), (kept, UNUSED_DAYS - 1), (leftover, 2), (recent, 0)):
        path.write_text("")
        then = time.time() - days * 86_400
        os.utime(path, (then, then))
    machine.made()
    assert [path.exists() for path in (unused, kept, leftover, recent)] == [False, True, False, True]


def test_use_keeps_a_cache_from_being_removed(machine):
    path = machine.made()
    os.utime(path, (1, 1))
    assert machine.cache().use()
    assert time.time() - path.stat().st_mtime < 3_600


@pytest.mark.parametrize("fault", ["file", "folder", "link"])
def test_a_cache_that_others_could_have_written_is_not_used(machine, folder, fault):
    path = machine.made()
    if fault == "file":
        path.chmod(0o666)
    elif fault == "folder":
        folder.chmod(0o777)
    else:
        path.rename(folder / "elsewhere")
        path.symlink_to(folder / "elsewhere")
    assert machine.cache().use() == []


def test_a_cache_of_another_user_is_not_used(machine, monkeypatch):
    machine.made()
    owner = os.getuid()
    monkeypatch.setattr("os.getuid", lambda: owner + 1)
    assert machine.cache().use() == []


@pytest.mark.parametrize("option", ["-XX:AOTMode=off", "-XX:AOTCache=mine", "-Xshare:off", "-XX:SharedArchiveFile=x"])
def test_users_that_choose_a_cache_themselves_get_none(machine, folder, option):
    machine.cache(JAVA_TOOL_OPTIONS=option).make()
    assert not folder.exists()


def test_without_a_writable_folder_there_is_no_cache_and_no_error(machine, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("QTG_CACHE", str(tmp_path / "file"))
    machine.cache().make()
    assert machine.cache().use() == []


def test_without_a_home_there_is_no_cache_and_no_error(machine, monkeypatch):
    for name in ("QTG_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)

    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("pathlib.Path.home", no_home)
    machine.cache().make()
    assert machine.cache().use() == []


@pytest.mark.parametrize("relative", [False, True])
def test_the_users_cache_folder_is_the_default(machine, tmp_path, monkeypatch, relative):
    monkeypatch.delenv("QTG_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("XDG_CACHE_HOME", "here" if relative else str(tmp_path / "xdg"))
    parent = tmp_path / "me" / ".cache" if relative else tmp_path / "xdg"
    assert machine.made().parent == parent / "quant-trading-gym" / "aot"


@pytest.mark.parametrize("content", [b"", b"rubbish" * 10_000])
def test_servers_and_engines_start_silently_with_an_unreadable_cache(folder, content):
    cache = java.start_cache()
    path = cache._path()
    folder.mkdir(mode=0o700, parents=True)
    path.write_bytes(content)
    path.chmod(0o600)
    running = server.EmbeddedServer(server.ServerOptions())
    assert f"-XX:AOTCache={path}" in command_line(running.process_id)
    assert running.log_path.read_text().count("\n") == 1  # its address
    running.close()
    assert played_in_process() == ""


def played_in_process() -> str:
    """Starts the engine in another Python process; returns the caches that it has mapped."""
    script = """if True:
        import gymnasium as gym, quant_trading_gym
        env = gym.make("QuantTradingGym/MarketMaking-v0", transport="inprocess")
        env.reset(seed=1)
        lines = open("/proc/self/maps").read().splitlines()
        print(*sorted({line.split()[-1] for line in lines if line.endswith(".aot")}))
        env.close()
    """
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def command_line(process_id: int) -> list[str]:
    path = Path(f"/proc/{process_id}/cmdline")
    if not path.exists():
        pytest.skip("no /proc here")
    return path.read_text().split("\0")


@pytest.mark.slow
def test_java_makes_a_cache_that_servers_and_engines_use(folder):
    first = server.EmbeddedServer(server.ServerOptions())
    first.close()
    cache = java.start_cache()
    assert any(eventually(lambda: bool(cache.use())) for _ in range(5))  # minutes, on a busy machine
    second = server.EmbeddedServer(server.ServerOptions(heap="64m"))
    assert f"-XX:AOTCache={path_of(cache)}" in command_line(second.process_id)
    assert str(path_of(cache)) in Path(f"/proc/{second.process_id}/maps").read_text()
    second.close()
    assert played_in_process() == str(path_of(cache))
    damaged = bytearray(path_of(cache).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path_of(cache).write_bytes(damaged)
    third = server.EmbeddedServer(server.ServerOptions())
    assert third.log_path.read_text().count("\n") == 1
    third.close()
    assert played_in_process() == ""
