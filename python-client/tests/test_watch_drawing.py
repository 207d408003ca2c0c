"""What the live view draws, part by part."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("textual")

from kit.watching import moment

from quant_trading_gym.base.text import clock
from quant_trading_gym.spec.spaces import ActionKind, ActionSpec
from quant_trading_gym.transport.displays import OwnFill, OwnOrder
from quant_trading_gym.transport.market_frames import Bar, Level, MarketInstrument, MarketPhase, Quote
from quant_trading_gym.transport.policy_results import PolicyReference
from quant_trading_gym.watch import agents, blocks, chart, figures, ladder, palette, tape, trader
from quant_trading_gym.watch.moment import Moment, duration, lots, money, percent
from quant_trading_gym.watch.panels import header, keys

PARTS = (
    chart.draw,
    ladder.draw,
    keys,
    agents.agents,
    agents.leaders,
    figures.indicators,
    figures.risk,
    tape.trades,
    tape.news,
    trader.trader,
    trader.observation,
)
OPEN = 34_200_000_000_000
MINUTE = 60_000_000_000


@pytest.fixture(scope="module")
def busy() -> Moment:
    """Twenty-five minutes after the open."""
    return moment(start="25m")


@pytest.fixture(scope="module")
def quiet() -> Moment:
    """The open."""
    return moment()


@pytest.fixture(scope="module")
def trading() -> Moment:
    """Five minutes after the open, with a policy."""
    return moment(start="5m", policy=PolicyReference(baseline="random"))


def test_a_market_without_a_policy_has_no_trader(busy: Moment) -> None:
    assert not trader.trader(busy, 60, 10).plain.strip() and not trader.observation(busy, 60, 10).plain.strip()
    assert "●" not in ladder.draw(busy, 40, 20).plain


def test_the_trader_is_drawn_in_any_size(trading: Moment) -> None:
    for width, height in ((20, 3), (52, 7), (110, 20)):
        for draw in (trader.trader, trader.observation):
            lines = draw(trading, width, height).plain.splitlines()
            assert 0 < len(lines) <= height
            assert max(map(len, lines)) <= width


def test_the_trader_has_policy_action_and_observation(trading: Moment) -> None:
    assert trading.frame.trader is not None and trading.description.trader is not None
    text = trader.trader(trading, 120, 30).plain
    label = trading.description.trader.spec.action.labels[int(trading.frame.trader.action[0])]
    names = trading.description.trader.spec.observation.names
    for word in ("random", f"decision {trading.frame.trader.decisions} of 600", label, names[0], names[3]):
        assert word in text, word
    fresh = replace(
        trading, frame=replace(trading.frame, trader=replace(trading.frame.trader, observation=(), fills=()))
    )
    assert "no decision yet" in trader.observation(fresh, 60, 5).plain
    assert "no fills yet" in trader.trader(fresh, 60, 10).plain


def test_orders_of_the_trader_are_marked(trading: Moment) -> None:
    assert trading.frame.trader is not None
    best = trading.frame.bids[0].price_ticks
    own = (OwnOrder(buy=True, price_ticks=best, remaining_lots=1),)
    fill = OwnFill(time_nanos=trading.frame.time_nanos - 1, buy=False, price_ticks=best, quantity_lots=1)
    marked = replace(
        trading, frame=replace(trading.frame, trader=replace(trading.frame.trader, orders=own, fills=(fill,)))
    )
    assert ladder.draw(marked, 40, 20).plain.count("●") == 1
    plot = chart.draw(marked, 80, 20).plain
    assert "◄" in plot and "▼" in plot


@pytest.mark.parametrize(
    ("kind", "labels", "action", "text"),
    [
        (ActionKind.DISCRETE, ("sell", "hold"), (1.0,), "1: hold"),
        (ActionKind.BOX, ("a", "b"), (0.25, -1.0), "a 0.25, b -1.00"),
        (ActionKind.MULTI_DISCRETE, ("a", "b"), (2.0, 0.0), "a 2, b 0"),
        (ActionKind.DISCRETE, ("sell", "hold"), (), "orders without an action"),
    ],
)
def test_actions_have_words(kind: ActionKind, labels: tuple[str, ...], action: tuple[float, ...], text: str) -> None:
    spec = ActionSpec(kind=kind, counts=(), size=len(labels), labels=labels, scheme="", canonical_json="")
    assert trader.action_text(spec, action) == text


def bar(minute: int, *prices: int, volume: int = 5, buys: int = 5) -> Bar:
    """Open, high, low and close; without them, one without trades at 100."""
    opened, high, low, closed = prices or (100, 100, 100, 100)
    return Bar(
        end_nanos=OPEN + minute * MINUTE,
        open_ticks=opened,
        high_ticks=high,
        low_ticks=low,
        close_ticks=closed,
        volume_lots=volume if prices else 0,
        buy_volume_lots=buys if prices else 0,
        trades=1 if prices else 0,
        average_ticks=None,
        vwap_ticks=None,
    )


def made_of(busy: Moment, *bars: Bar, bid: int | None = None, ask: int | None = None, **fields: Any) -> Moment:
    """The busy market with other bars, quotes and fields, and one instrument."""
    last = bars[-1].close_ticks
    quote = Quote(last_ticks=last, bid_ticks=bid, ask_ticks=ask, reference_ticks=100, volume_lots=0)
    return Moment(
        description=replace(busy.description, instruments=(MarketInstrument(symbol="AAA", sector="", tick_size=0.5),)),
        frame=replace(busy.frame, bars=bars, quotes=(quote,), **fields),
    )


@pytest.mark.parametrize("draw", PARTS)
@pytest.mark.parametrize("name", ["busy", "quiet"])
def test_every_part_keeps_to_its_room(draw, name: str, request: pytest.FixtureRequest) -> None:
    shown = request.getfixturevalue(name)
    for width in (26, 40, 52, 80, 118, 200):
        for height in (1, 2, 5, 7, 13, 30):
            lines = draw(shown, width, height).split("\n")
            assert len(lines) <= height
            if width >= 40:
                assert max(line.cell_len for line in lines) <= width, (width, height)


def test_the_header_says_what_and_when(busy: Moment) -> None:
    first, second = header(busy, 78, 2).split("\n")
    assert first.plain.startswith("market-making 09:55:00") and first.plain.endswith("paused")
    assert first.cell_len == second.cell_len == 78
    assert second.plain.startswith("AAA ") and "BBB" in second.plain


def test_the_keys_fit_where_there_are_several_instruments(busy: Moment) -> None:
    line = keys(busy, 78, 1).plain
    assert line.startswith("space pause") and "i next" in line and line.endswith("q quit")
    for width in range(15, 78):
        assert keys(busy, width, 1).plain.endswith("? help  q quit")


def test_bars_have_the_shape_of_their_prices(busy: Moment) -> None:
    shown = made_of(busy, bar(1, 100, 110, 90, 105), bar(2, 105, 105, 95, 95), bar(3))
    rows = [line.plain for line in chart.draw(shown, 40, 12).split("\n")]
    columns = ["".join(row[x] for row in rows[:8]).strip() for x in range(3)]
    assert set(columns[0]) <= set("│┃╵╷╹╻╽╿") and "┃" in columns[0] and columns[0][0] in "│╷" and columns[0][-1] in "│╵"
    assert set(columns[1]) <= set("┃╹╻")
    assert columns[2] == "╌"
    rising, falling = (
        {span.style for span in chart.draw(made_of(busy, c), 40, 12).spans if span.style in (palette.UP, palette.DOWN)}
        for c in (bar(1, 100, 110, 90, 105, buys=5), bar(1, 105, 110, 90, 100, buys=0))
    )
    assert rising == {palette.UP} and palette.DOWN in falling


def test_the_axis_has_round_prices_in_their_rows() -> None:
    scale = chart.Scale.around([1000, 1100], 20)
    assert scale.row(1105) == 0 and scale.row(995) == 19
    labels = scale.labels()
    assert labels == [1000, 1020, 1040, 1060, 1080, 1100]
    assert [scale.row(label) for label in labels] == sorted((scale.row(label) for label in labels), reverse=True)
    assert chart.Scale.around([5, 5], 3).low < 5 < chart.Scale.around([5, 5], 3).high


def test_times_stand_below_their_bars(busy: Moment) -> None:
    shown = made_of(busy, *(bar(i, 100, 101, 99, 100) for i in range(1, 31)))
    last = chart.draw(shown, 60, 12).split("\n")[-1].plain
    assert last.index("09:40") == 9 and last.index("09:50") == 19 and last.index("10:00") == 29


@pytest.mark.parametrize(("minutes", "label"), [(1, "09:40"), (7, "09:37"), (60, "10:30"), (90, "11:00")])
def test_bars_of_any_length_have_times(busy: Moment, minutes: int, label: str) -> None:
    shown = made_of(busy, *(bar(i * minutes, 100, 101, 99, 100) for i in range(1, 5 if minutes > 7 else 30)))
    assert label in chart.draw(shown, 60, 12).split("\n")[-1].plain


def test_depth_is_drawn_to_scale(busy: Moment) -> None:
    shown = made_of(
        busy,
        bar(1, 100, 100, 100, 100),
        bid=100,
        ask=102,
        asks=(
            Level(price_ticks=102, quantity_lots=8, orders=1),
            Level(price_ticks=103, quantity_lots=4, orders=1),
        ),
        bids=(Level(price_ticks=100, quantity_lots=2, orders=1),),
    )
    lines = [line.plain.rstrip() for line in ladder.draw(shown, 30, 5).split("\n")]
    assert [line.count("█") for line in lines] == [9, 18, 0, 4]
    assert lines[0].startswith("51.5") and lines[3].startswith("50.0") and "2 ticks · 14% bid" in lines[2]


def test_an_auction_has_no_spread(busy: Moment) -> None:
    shown = made_of(busy, bar(1), bid=103, ask=102, phase=MarketPhase.AUCTION_CALL)
    text = ladder.draw(shown, 30, 3).plain
    assert "auction call" in text and "tick" not in text
    assert "auction" in header(shown, 80, 2).plain


def test_agents_that_do_not_fit_are_counted(busy: Moment) -> None:
    groups = tuple(replace(busy.frame.groups[0], name=f"kind{i}", members=1, pnl=i - 3) for i in range(8))
    text = agents.agents(made_of(busy, bar(1, 100, 100, 100, 100), groups=groups), 52, 5).plain
    assert "4 of 8 types" in text
    assert [name for name in (f"kind{i}" for i in range(8)) if name in text] == ["kind0", "kind1", "kind6", "kind7"]


def test_bars_are_exact_to_an_eighth() -> None:
    assert [blocks.across(n / 16, 2).rstrip() for n in (0, 1, 8, 15, 16)] == ["", "▏", "█", "█▉", "██"]
    assert blocks.upward(0.75, 2) == ["▄", "█"] and blocks.upward(0, 2) == [" ", " "]
    assert blocks.across(1e-9, 3).strip() and blocks.upward(1e-9, 1) == ["▁"]


def test_numbers_are_short() -> None:
    assert [money(x) for x in (0, -12.3, 4567, -99_999, 123_456, 1.5e6, 2e9)] == [
        "0.00", "-12.30", "4,567", "-99,999", "123k", "1.50M", "2.00G",
    ]  # fmt: skip
    assert [lots(x) for x in (7, -12_345, 290_123, 1.2e7)] == ["7", "-12,345", "290k", "12.0M"]
    assert percent(0.0123) == "1.23 %"
    assert money(math.nan) == lots(math.nan) == percent(math.nan) == "-"
    assert clock(OPEN + 61 * 1_000_000_000) == "09:31:01" and clock(OPEN, seconds=False) == "09:30"
    assert [duration(x) for x in (MINUTE, 90_000_000_000, 250_000_000, 0)] == ["1m", "1m30s", "250ms", "0s"]
