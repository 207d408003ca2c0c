"""Pictures of episodes: content and positions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from quant_trading_gym.base.colors import COLORS
from quant_trading_gym.envs.bitmap_font import text_mask
from quant_trading_gym.envs.canvas import Canvas
from quant_trading_gym.envs.picture import EpisodePicture
from quant_trading_gym.transport.step_batch import EpisodeInfo

PRICE, ASK, BID, POSITION = COLORS[:4]


def info(mid: float = math.nan, bid: float = math.nan, ask: float = math.nan, **values: Any) -> EpisodeInfo:
    known = {"time_nanos": 36_000 * 10**9, "pnl": 0.0, "equity": 1000.0, "fees": 0.0, "position": np.array([0])}
    return EpisodeInfo(
        index=0,
        values=known | values,
        instrument=0,
        quotes=(mid, bid, ask),
        episode_return=0.0,
        episode_length=0,
    )


def place(pixels: np.ndarray, color: str, below: int = 70) -> tuple[float, int]:
    """Mean row and number of the pixels of a colour below the headline."""
    rows, _ = np.nonzero((pixels[below:] == np.frombuffer(bytes.fromhex(color[1:]), dtype=np.uint8)).all(axis=2))
    return (float(rows.mean()) if len(rows) else math.nan), len(rows)


def test_price_and_own_quotes_lie_above_each_other() -> None:
    picture = EpisodePicture(10)
    picture.begin(info(100.0, 98.0, 103.0))
    for _ in range(5):
        picture.add(info(100.0, 98.0, 103.0))
    pixels = picture.draw()
    assert place(pixels, ASK)[0] < place(pixels, PRICE)[0] < place(pixels, BID)[0]


def test_a_quote_that_is_not_there_is_not_drawn() -> None:
    picture = EpisodePicture(10)
    picture.begin(info(100.0))
    picture.add(info(100.0, bid=99.0))
    picture.add(info(100.0))
    picture.add(info(100.0))
    pixels = picture.draw()
    assert place(pixels, ASK)[1] == 0
    assert 0 < place(pixels, BID)[1] < place(pixels, PRICE)[1]


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_position_is_drawn_on_its_side_of_zero(sign: int) -> None:
    picture = EpisodePicture(10)
    picture.begin(info(100.0))
    for _ in range(10):
        picture.add(info(100.0, position=np.array([5 * sign])))
    row, count = place(picture.draw(), POSITION, below=350)
    assert count > 1000
    assert (row < 404 - 350) == (sign > 0)


def test_without_a_price_the_equity_is_drawn() -> None:
    picture = EpisodePicture(10)
    picture.begin(info(position=np.array([], dtype=np.int64)))
    for step in range(10):
        picture.add(info(equity=1000.0 + step, position=np.array([], dtype=np.int64)))
    pixels = picture.draw()
    assert place(pixels, PRICE)[1] > 0
    assert place(pixels, BID)[1] == place(pixels, ASK)[1] == 0


@pytest.mark.parametrize("count", [1, 2, 11, 5_000])
def test_any_length_has_room(count: int) -> None:
    picture = EpisodePicture(10)
    picture.begin(info(0.0))
    for step in range(count - 1):
        picture.add(info(1e9 * (step % 2), position=np.array([-(10**15)])))
    pixels = picture.draw()
    assert (pixels.dtype, pixels.shape) == (np.uint8, (480, 640, 3))


def test_a_new_episode_begins_an_empty_picture() -> None:
    picture = EpisodePicture(10)
    assert picture.draw() is None
    picture.begin(info(100.0))
    first = picture.draw()
    picture.add(info(120.0))
    picture.begin(info(100.0))
    np.testing.assert_array_equal(picture.draw(), first)


def test_text_is_drawn_as_capitals_and_cut_at_the_edge() -> None:
    np.testing.assert_array_equal(text_mask("mid 1.5"), text_mask("MID 1.5"))
    assert text_mask("é").sum() == 0
    assert text_mask("AB", scale=2).shape == (14, 24)
    canvas = Canvas(10, 10, "#ffffff")
    assert canvas.text(0, 4, "MM", "#000000") == 4 + 24
    assert (canvas.pixels[:, :4] == 255).all() and (canvas.pixels[:, 4:] == 0).any()
