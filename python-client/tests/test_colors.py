"""Colours of charts: every series can be told from every other, with any colour vision and in few colours."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from quant_trading_gym.base.colors import BUY, COLORS, SELL, series_style

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def seen(color: str, vision: np.ndarray) -> np.ndarray:
    """The colour, seen, in sRGB from 0 to 1."""
    srgb = np.frombuffer(bytes.fromhex(color[1:]), dtype=np.uint8) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(vision @ linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def distance(one: str, other: str, vision: np.ndarray) -> float:
    return float(np.linalg.norm(seen(one, vision) - seen(other, vision)))


@pytest.mark.parametrize("vision", VISIONS)
def test_colours_differ_with_any_colour_vision(vision: str) -> None:
    apart = [distance(one, other, VISIONS[vision]) for one, other in itertools.combinations(COLORS, 2)]
    assert min(apart) > 0.1
    assert distance(BUY, SELL, VISIONS[vision]) > 0.5


@pytest.mark.parametrize("vision", VISIONS)
def test_series_in_similar_colours_have_other_dashes(vision: str) -> None:
    styles = [series_style(i) for i in range(len(COLORS))]
    for one, other in itertools.combinations(styles, 2):
        if distance(one.color, other.color, VISIONS[vision]) < 0.3:
            assert one.dash != other.dash, (one, other)


def test_more_than_64_series_differ() -> None:
    assert len({series_style(i) for i in range(84)}) == 84
