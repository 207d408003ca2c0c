"""Pictures of episodes: content and positions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from quant_trading_gym.base.colors import BUY, GREEN, INK, PURPLE, SELL
from quant_trading_gym.envs.bitmap_font import text_mask
from quant_trading_gym.envs.canvas import Canvas
from quant_trading_gym.envs.picture import EpisodePicture, PictureMoment, moment_of
from quant_trading_gym.transport.displays import BookLevel, Display, OwnFill, OwnOrder
from quant_trading_gym.transport.step_batch import EpisodeInfo

PRICE_PANEL = (slice(68, 276), slice(82, 440))
POSITION_PANEL = (slice(306, 366), slice(82, 440))
PNL_PANEL = (slice(394, 454), slice(82, 440))
BOOK = (slice(68, 276), slice(538, 632))
OWN_MARKS = (slice(68, 276), slice(528, 540))


def order(price: int, *, buy: bool) -> OwnOrder:
    return OwnOrder(buy=buy, price_ticks=price, remaining_lots=1)


def moment(
    mid: float = math.nan,
    bid: int | None = None,
    ask: int | None = None,
    fills: tuple[OwnFill, ...] = (),
    **values: Any,
) -> PictureMoment:
    orders = [order(price, buy=buy) for price, buy in ((bid, True), (ask, False)) if price is not None]
    book = {
        "bids": tuple(BookLevel(price_ticks=99 - i, quantity_lots=10 - i) for i in range(3)),
        "asks": tuple(BookLevel(price_ticks=101 + i, quantity_lots=2) for i in range(3)),
    }
    known: dict[str, Any] = {
        "time_nanos": 36_000 * 10**9,
        "mid_ticks": mid,
        "position": 0.0,
        "equity": 1000.0,
        "pnl": 0.0,
        "fees": 0.0,
        "episode_return": 0.0,
        "steps": 0,
        "display": Display(tick_size=0.01, orders=tuple(orders), fills=fills, **book if mid == mid else {}),
    }
    return PictureMoment(**known | values)


def place(pixels: np.ndarray, color: str, part: tuple[slice, slice]) -> tuple[float, int]:
    """Mean row and number of the pixels of a colour in a part of the picture."""
    rgb = np.frombuffer(bytes.fromhex(color[1:]), dtype=np.uint8)
    rows, _ = np.nonzero((pixels[part] == rgb).all(axis=2))
    return (float(rows.mean()) if len(rows) else math.nan), len(rows)


def drawn(*moments: PictureMoment, steps: int = 10) -> np.ndarray:
    picture = EpisodePicture(steps)
    picture.begin(moments[0], "AAA")
    for later in moments[1:]:
        picture.add(later)
    pixels = picture.draw()
    assert pixels is not None and (pixels.dtype, pixels.shape) == (np.uint8, (480, 640, 3))
    return pixels


def test_price_and_own_quotes_lie_above_each_other() -> None:
    pixels = drawn(*[moment(100.0, 98, 103)] * 6)
    rows = [place(pixels, color, PRICE_PANEL)[0] for color in (SELL, INK, BUY)]
    assert rows == sorted(rows) and len(set(rows)) == 3


def test_a_quote_that_is_not_there_is_not_drawn() -> None:
    pixels = drawn(moment(100.0), moment(100.0, bid=99), moment(100.0), moment(100.0))
    assert place(pixels, SELL, PRICE_PANEL)[1] == 0
    assert 0 < place(pixels, BUY, PRICE_PANEL)[1] < place(pixels, INK, PRICE_PANEL)[1]


@pytest.mark.parametrize(("buy", "color"), [(True, BUY), (False, SELL)])
def test_a_fill_is_marked_at_its_price(buy: bool, color: str) -> None:
    high = OwnFill(time_nanos=1, buy=buy, price_ticks=110, quantity_lots=1)
    low = OwnFill(time_nanos=1, buy=buy, price_ticks=90, quantity_lots=1)
    rows = []
    for fill in (high, low):
        row, count = place(drawn(moment(100.0), moment(100.0, fills=(fill,)), moment(100.0)), color, PRICE_PANEL)
        assert count > 20
        rows.append(row)
    assert rows[0] < rows[1]


def test_the_book_has_a_bar_for_each_level_and_marks_own_orders() -> None:
    pixels = drawn(moment(100.0, bid=98))
    asks, bids = place(pixels, SELL, BOOK), place(pixels, BUY, BOOK)
    assert asks[0] < bids[0], "asks above bids"
    assert bids[1] > asks[1] > 0, "more lots, longer bars"
    assert place(pixels, BUY, OWN_MARKS)[1] > 0
    assert place(pixels, SELL, OWN_MARKS)[1] == 0
    assert place(drawn(moment(100.0, bid=90)), BUY, OWN_MARKS)[1] == 0, "no level of the book"


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_position_is_drawn_on_its_side_of_zero(sign: int) -> None:
    row, count = place(drawn(*[moment(100.0, position=5.0 * sign)] * 11), PURPLE, POSITION_PANEL)
    assert count > 1000
    assert (row < 30) == (sign > 0)


def test_pnl_is_drawn_over_time() -> None:
    rising = drawn(*[moment(100.0, pnl=float(step)) for step in range(11)])
    rgb = np.frombuffer(bytes.fromhex(GREEN[1:]), dtype=np.uint8)
    rows, columns = np.nonzero((rising[PNL_PANEL] == rgb).all(axis=2))
    assert rows[columns < 50].mean() > rows[columns > 300].mean()


def test_without_a_price_the_equity_is_drawn() -> None:
    pixels = drawn(*[moment(equity=1000.0 + step) for step in range(10)])
    assert place(pixels, GREEN, PRICE_PANEL)[1] > 0
    assert place(pixels, BUY, PRICE_PANEL)[1] == place(pixels, SELL, PRICE_PANEL)[1] == 0


@pytest.mark.parametrize("count", [1, 2, 11, 5_000])
def test_any_length_and_any_values_have_room(count: int) -> None:
    fill = OwnFill(time_nanos=1, buy=True, price_ticks=-(10**9), quantity_lots=10**12)
    drawn(*[moment(1e9 * (step % 2), position=-1e15, pnl=-1e15, equity=1e15, fills=(fill,)) for step in range(count)])


def test_a_new_episode_begins_an_empty_picture() -> None:
    picture = EpisodePicture(10)
    assert picture.draw() is None
    picture.begin(moment(100.0), "AAA")
    first = picture.draw()
    picture.add(moment(120.0, fills=(OwnFill(time_nanos=1, buy=True, price_ticks=100, quantity_lots=1),)))
    picture.begin(moment(100.0), "AAA")
    np.testing.assert_array_equal(picture.draw(), first)


def test_a_moment_has_the_position_in_the_instrument_of_the_picture() -> None:
    values = {"time_nanos": 5, "pnl": 1.0, "equity": 3.0, "fees": 2.0, "position": np.array([4, 7])}
    info = EpisodeInfo(
        index=0, values=values, instrument=1, quotes=(1.0, 2.0, 3.0), episode_return=0.5, episode_length=9
    )
    shown = moment_of(info, Display())
    assert (shown.position, shown.mid_ticks, shown.steps, shown.episode_return) == (7.0, 1.0, 9, 0.5)
    info.values["position"] = np.array([], dtype=np.int64)
    assert moment_of(info, Display()).position == 0.0


def test_text_is_drawn_as_capitals_and_cut_at_the_edge() -> None:
    np.testing.assert_array_equal(text_mask("mid 1.5"), text_mask("MID 1.5"))
    assert text_mask("é").sum() == 0
    assert text_mask("AB", scale=2).shape == (14, 24)
    canvas = Canvas(10, 10, "#ffffff")
    assert canvas.text(0, 4, "MM", "#000000") == 4 + 24
    assert (canvas.pixels[:, :4] == 255).all() and (canvas.pixels[:, 4:] == 0).any()


@pytest.mark.parametrize(("row", "column"), [(-3, -3), (12, 12), (0, 9), (100, 5), (5, -50)])
def test_marks_and_curves_are_cut_at_the_edges(row: int, column: int) -> None:
    canvas = Canvas(10, 10, "#ffffff")
    for up in (True, False):
        canvas.triangle(row, column, 9, up=up, color="#000000")
    canvas.curve(5, np.array([math.nan, -20.0, 30.0, 4.0, 4.0, 4.0, 4.0]), "#000000")
    canvas.bars(5, np.full(9, math.nan), 3, "#000000")
    assert canvas.pixels.shape == (10, 10, 3)
