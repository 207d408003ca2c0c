"""The live view: what is on the screen, what keys do, and how it ends. On the real server."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("textual")

from kit.watching import COMPACT, WIDE, market, play, until

from quant_trading_gym.cli import program
from quant_trading_gym.cli.commands import watch
from quant_trading_gym.errors import ArgumentError, ScenarioError, ServerError
from quant_trading_gym.jvm import server
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.markets.simulation import simulate
from quant_trading_gym.transport._proto import watch_pb2
from quant_trading_gym.transport.connection import ClientConnection
from quant_trading_gym.transport.market_frames import MarketState
from quant_trading_gym.transport.market_stream import MarketOptions, MarketStream
from quant_trading_gym.transport.policy_results import PolicyReference
from quant_trading_gym.watch.app import WatchApp
from quant_trading_gym.watch.panels import Panel

PARTS = {"header", "chart", "ladder", "trades", "keys"}
TABLES = ("agents", "leaders", "indicators", "risk", "news")


def visible(app: WatchApp) -> set[str]:
    """Panels that have a place on the screen."""
    return {str(panel.id) for panel in app.query(Panel) if panel.region.area > 0}


def screen(app: WatchApp) -> str:
    """Every character that is shown."""
    return "\n".join("".join(segment.text for segment in line) for line in app.screen._compositor.render_strips())


@contextlib.asynccontextmanager
async def running(size: tuple[int, int], **options):
    with market(**options) as session:
        app = WatchApp(session, paused=True)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.moment is not None)
            await pilot.pause()
            yield app, pilot


def test_everything_has_its_place_on_a_small_screen() -> None:
    async def scene() -> None:
        async with running(COMPACT, start="20m") as (app, pilot):
            for table in (*TABLES, TABLES[0]):
                assert visible(app) == {*PARTS, table}
                text = screen(app)
                assert "market-making" in text and "09:50:00" in text and "AAA" in text and "paused" in text
                assert {len(line) for line in text.splitlines()} == {COMPACT[0]}
                await pilot.press("tab")
                await pilot.pause()

    play(scene)


def test_a_large_screen_shows_most_at_once() -> None:
    async def scene() -> None:
        async with running(WIDE, start="30m") as (app, pilot):
            assert visible(app) == {*PARTS, "agents", "indicators", "risk", "wire"}
            text = screen(app)
            for word in (
                "largest gains",
                "other-maker",
                "RSI 14",
                "VaR 95 1m",
                "sector tech",
                "volume",
                "BBB",
                "▲",
                "┃",
            ):
                assert word in text, word
            assert app.moment is not None and app.moment.frame.digest in text
            for table in ("leaders", "agents"):
                await pilot.press("tab")
                await pilot.pause()
                assert visible(app) == {*PARTS, table, "indicators", "risk", "wire"}

    play(scene)


def test_the_trader_of_a_policy_is_shown_on_small_and_large_screens() -> None:
    policy = PolicyReference(baseline="fixed-half-spread-2")

    async def small() -> None:
        async with running(COMPACT, start="5m", policy=policy) as (app, pilot):
            assert visible(app) == {*PARTS, "trader"}
            text = screen(app)
            for word in ("fixed-half-spread-2", "decision 271 of 600", "position", "reward", "bid", "ask", "fill", "●"):
                assert word in text, word
            assert {len(line) for line in text.splitlines()} == {COMPACT[0]}
            for table in ("observation", *TABLES, "trader"):
                await pilot.press("tab")
                await pilot.pause()
                assert visible(app) == {*PARTS, table}
                if table == "observation":
                    assert "queue_imbalance" in screen(app)

    async def large() -> None:
        async with running(WIDE, start="5m", policy=policy) as (app, pilot):
            assert visible(app) == {*PARTS, "trader", "indicators", "risk", "wire"}
            assert "queue_imbalance" in screen(app) and "decision 271 of 600" in screen(app)
            for table in ("observation", "agents", "leaders", "trader"):
                await pilot.press("tab")
                await pilot.pause()
                assert visible(app) == {*PARTS, table, "indicators", "risk", "wire"}

    play(small)
    play(large)


def test_the_arrangement_follows_the_size() -> None:
    async def scene() -> None:
        async with running(COMPACT) as (app, pilot):
            await pilot.resize_terminal(*WIDE)
            await until(pilot, lambda: "risk" in visible(app))
            await pilot.resize_terminal(*COMPACT)
            await until(pilot, lambda: "risk" not in visible(app))
            await pilot.resize_terminal(59, 16)
            await until(pilot, lambda: "at least 60 x 16" in screen(app))
            assert visible(app) == {"header", "keys"}
            await pilot.resize_terminal(60, 16)
            await until(pilot, lambda: "at least 60 x 16" not in screen(app))
            assert visible(app) == {*PARTS, "agents"}

    play(scene)


@pytest.mark.parametrize("key", ["s", "right"])
def test_the_step_key_lets_one_step_pass(key: str) -> None:
    async def scene() -> None:
        async with running(COMPACT, step="500ms") as (app, pilot):
            begin = app.moment.frame.time_nanos
            for step in range(1, 4):
                await pilot.press(key)
                await until(pilot, lambda step=step: app.moment.frame.steps == step)
                assert app.moment.frame.time_nanos == begin + step * 500_000_000
                assert app.moment.frame.state == MarketState.PAUSED

    play(scene)


def test_pause_and_speeds() -> None:
    async def scene() -> None:
        async with running(COMPACT) as (app, pilot):
            await pilot.press("space")
            await until(pilot, lambda: app.moment.frame.state == MarketState.RUNNING)
            for key, speed in (("1", 1), ("2", 10), ("3", 100)):
                await pilot.press(key)
                await until(pilot, lambda speed=speed: app.moment.frame.steps_per_second == speed)
            await until(pilot, lambda: app.moment.frame.steps > 100)
            await pilot.press("space")
            await until(pilot, lambda: app.moment.frame.state == MarketState.PAUSED)
            steps = app.moment.frame.steps
            await pilot.pause(0.3)
            assert app.moment.frame.steps == steps
            await pilot.press("2")
            await until(pilot, lambda: app.moment.frame.state == MarketState.RUNNING)
            await pilot.press("m")  # last, because at this speed the market may close before the next key
            await until(pilot, lambda: app.moment.frame.steps_per_second == 0 and app.moment.frame.steps > 1000)

    play(scene)


def test_the_market_runs_to_its_close() -> None:
    async def scene() -> None:
        async with running(COMPACT, start="6h29m") as (app, pilot):
            await pilot.press("m")
            await until(pilot, lambda: app.moment.frame.state == MarketState.FINISHED)
            await pilot.pause()
            assert "closed" in screen(app) and "16:00:00" in screen(app)

    play(scene)


def test_the_next_instrument() -> None:
    async def scene() -> None:
        async with running(COMPACT) as (app, pilot):
            for instrument in (1, 0, 1):
                await pilot.press("i")
                await until(pilot, lambda instrument=instrument: app.moment.frame.instrument == instrument)
            await pilot.press("i", "i")
            await pilot.pause(0.3)
            assert app.moment.frame.instrument == 1

    play(scene)


def test_help_comes_and_goes() -> None:
    async def scene() -> None:
        async with running(COMPACT) as (app, pilot):
            await pilot.press("space", "question_mark")
            await pilot.pause()
            assert "one step, then pause" in screen(app)
            await pilot.press("tab")
            await pilot.resize_terminal(*WIDE)
            await until(pilot, lambda: app.moment.frame.steps > 3)
            await pilot.press("escape")
            await until(pilot, lambda: "RSI 14" in screen(app) and "09:30:00" not in screen(app))
            assert "one step, then pause" not in screen(app)

    play(scene)


@pytest.mark.parametrize("pressed", [["q"], ["ctrl+c"], ["question_mark", "ctrl+c"]])
def test_leaving(pressed: list[str]) -> None:
    async def scene() -> None:
        with market() as session:
            app = WatchApp(session)
            async with app.run_test(size=COMPACT) as pilot:
                await until(pilot, lambda: app.moment is not None)
                await pilot.press(*pressed)
                await until(pilot, lambda: app.return_code is not None)
            assert app.return_code == 0 and app.failure is None

    play(scene)


def test_the_death_of_the_server_is_told() -> None:
    embedded = server.EmbeddedServer(server.ServerOptions())
    connection = ClientConnection(embedded.address, embedded.token, None, embedded)
    session = MarketStream(connection, MarketOptions(scenario="market-making"))

    async def scene() -> None:
        app = WatchApp(session)
        async with app.run_test(size=COMPACT) as pilot:
            await until(pilot, lambda: app.moment is not None)
            embedded.close()
            await until(pilot, lambda: app.failure is not None)
        assert isinstance(app.failure, ServerError)

    play(scene)


def test_a_stream_that_the_server_ends_is_told() -> None:
    class Ending:
        def scenario_source(self, scenario, overrides):
            return None

        def watch_market(self, requests):
            yield watch_pb2.WatchMarketResponse(opened=watch_pb2.MarketDescription(bar_nanos=1))

    async def scene() -> None:
        app = WatchApp(MarketStream(Ending(), MarketOptions(scenario="ending")))
        async with app.run_test(size=COMPACT) as pilot:
            await until(pilot, lambda: app.failure is not None)
        assert isinstance(app.failure, ServerError)

    play(scene)


def test_wrong_values_are_named() -> None:
    with pytest.raises(ArgumentError, match='step: got "soon", expected') as caught, market(step="soon"):
        pass
    assert caught.value.field == "step"
    with pytest.raises(ArgumentError, match="AAA, BBB"), market(instrument="CCC"):
        pass
    with pytest.raises(ScenarioError, match="market-makin"):
        MarketStream(connect(), MarketOptions(scenario="market-makin"))
    with market() as session, pytest.raises(ArgumentError, match="s_per_second"):
        session.pace(-1)
        next(session.frames())


def test_a_picture_needs_no_terminal_and_no_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures = [tmp_path / name for name in ("one.svg", "two.svg")]
    for picture in pictures:
        arguments = ["watch", "market-making", "--seed", "3", "--start", "10m", "--screenshot", str(picture)]
        assert program.main(arguments) == 0
    assert str(pictures[0]) in capsys.readouterr().out
    text = pictures[0].read_text()
    assert "09:40:00" in text.replace("&#160;", " ") and "font-face" not in text
    assert text.count("http") == text.count("http://www.w3.org") + text.count("https://www.textualize.io")
    words = [picture.read_text().partition("</defs>")[2].count("┃") for picture in pictures]
    assert words[0] == words[1] > 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--json"], "live view has no document"),
        ([], "a terminal, or --screenshot"),
        (["--size", "3x3"], "60x16 to 400x200"),
        (["--speed", "7"], "choose from"),
        (["--seed", "-1"], "0 to 18446744073709551615"),
    ],
)
def test_refusals_are_one_line(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = program.main(["watch", "market-making", *arguments])
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    lines = capsys.readouterr().err.strip().splitlines()
    assert code == 2 and len(lines) == 1 and words in lines[0]


def test_without_textual_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch, "find_spec", lambda name: None)
    assert program.main(["watch", "market-making"]) == 2
    assert "install quant-trading-gym[watch]" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("ending", ["q", "\x03", signal.SIGTERM])
def test_in_a_terminal_of_80_by_24_it_leaves_no_trace(ending: str | signal.Signals) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = termios.tcgetattr(theirs)
    command = [sys.executable, "-m", "quant_trading_gym.cli", "watch", "market-making", "--seed", "7"]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    try:
        output = read(ours, b"running", seconds=60)
        if isinstance(ending, signal.Signals):
            process.send_signal(ending)
        else:
            os.write(ours, ending.encode())
        output += read(ours, b"\x1b[?1049l", seconds=30)
        assert process.wait(timeout=30) == 0
        output += read(ours, b"", seconds=0.2)
        assert b"digest    " in output.rpartition(b"\x1b[?1049l")[2]
        assert b"\x1b[?1049h" in output and b"\x1b[?25h" in output.rpartition(b"\x1b[?25l")[2]
        assert termios.tcgetattr(theirs) == before
        assert b"Traceback" not in output
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)


def read(terminal: int, wanted: bytes, *, seconds: float) -> bytes:
    """What comes until `wanted` does; all that comes in the time if nothing is wanted."""
    output, deadline = b"", time.monotonic() + seconds
    while time.monotonic() < deadline and not (wanted and wanted in output):
        if select.select([terminal], [], [], 0.05)[0]:
            output += os.read(terminal, 65536)
    assert wanted in output, output[-500:]
    return output


def test_looking_changes_nothing() -> None:
    session = MarketStream(connect(), MarketOptions(scenario="three-shares", seed=5, start="2m", paused=True))
    session.ask()
    frame = next(session.frames())
    session.close()
    alone = simulate("three-shares", seed=5, until="2m")
    assert (frame.digest, frame.trades) == (alone.digest, alone.trades)
