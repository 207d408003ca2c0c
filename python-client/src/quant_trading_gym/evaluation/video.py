"""Videos of episodes inside the Java simulation."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

from quant_trading_gym.envs.picture import EpisodePicture, PictureMoment
from quant_trading_gym.evaluation.policies import PolicySource, name_policies, upload
from quant_trading_gym.evaluation.video_files import check_video_file, open_video
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.spec.seeds import check_seed
from quant_trading_gym.transport.displays import BookLevel, Display
from quant_trading_gym.transport.market_frames import Level, MarketDescription, MarketFrame, TraderFrame
from quant_trading_gym.transport.market_stream import MAX_SPEED, MarketOptions, MarketStream

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.envs.canvas import Pixels
    from quant_trading_gym.transport.sources import Scenario

FRAMES_PER_SECOND = 30
MAX_STEPS = 600
"""Steps that a video shows; of longer episodes, it shows every second, third, ... step."""


def record_video(
    path: str | os.PathLike[str],
    policy: PolicySource,
    *,
    scenario: Scenario,
    seed: int = 1_000_000,
    overrides: Mapping[str, object] | None = None,
    on_progress: ProgressListener | None = None,
) -> None:
    """Records the episode of `policy` on `seed` as a video of pictures of 640 by 480 pixels.

    The episode is that of an evaluation on the same seed.

    Args:
        path: File to write; the suffix is `.mp4` or `.gif`.
        policy: ONNX file, or name of a baseline that needs no tuning.
        scenario: Name of a scenario, path of a YAML file, or a mapping with its content.
        seed: Seed of the episode.
        overrides: Values that take precedence over those of the scenario.
        on_progress: Callback with a fraction in [0, 1] and a text.

    Raises:
        ArgumentError: The suffix is another one, the package for it is not installed, or the baseline needs tuning.
        PolicyError: The file is not a policy, or the baseline is unknown.
        PolicyMismatchError: The policy was trained on other observations or actions.
        ScenarioError: The scenario or its overrides are not valid.
    """
    check_video_file(Path(path))
    connection = connect()
    [(name, file)] = name_policies(policy).items()
    described = connection.describe_scenario(scenario, overrides)
    spec = described.environment
    stride = math.ceil(spec.steps_per_episode / MAX_STEPS)
    options = MarketOptions(
        scenario=scenario,
        overrides=overrides,
        seed=check_seed(seed),
        step=f"{spec.decision_interval_nanos * stride}ns",
        start=str(cast(Mapping[str, object], described.content["episode"])["start"]),
        steps_per_second=MAX_SPEED,
        paused=True,
        policy=upload(connection, file, name, spec).reference,
    )
    with closing(MarketStream(connection, options)) as stream, open_video(Path(path), FRAMES_PER_SECOND) as video:
        for fraction, pixels in _pictures(stream, spec.steps_per_episode, stride):
            video.add(pixels)
            if on_progress is not None:
                on_progress(fraction, f"recording {name}")


def _pictures(stream: MarketStream, steps: int, stride: int) -> Iterator[tuple[float, Pixels]]:
    """Yields the picture after each step of the clock until the episode has ended, with the played fraction."""
    description = stream.description
    frames = stream.frames()
    stream.ask()
    frame = next(frames)
    trader = _trader(frame)
    picture = EpisodePicture(steps, stride=stride)
    picture.begin(_moment(description, frame, trader, after=0), description.instruments[frame.instrument].symbol)
    while True:
        pixels = picture.draw()
        if pixels is not None:
            yield trader.decisions / steps, pixels
        if trader.finished:
            return
        before = frame
        stream.advance()
        while frame.steps == before.steps:
            stream.ask()
            frame = next(frames)
        trader = _trader(frame)
        picture.add(_moment(description, frame, trader, after=before.time_nanos))


def _trader(frame: MarketFrame) -> TraderFrame:
    if frame.trader is None:
        raise ValueError("the market has no trader")
    return frame.trader


def _moment(description: MarketDescription, frame: MarketFrame, trader: TraderFrame, *, after: int) -> PictureMoment:
    quote = frame.quotes[frame.instrument]
    known = quote.bid_ticks is not None and quote.ask_ticks is not None
    mid = ((quote.bid_ticks or 0) + (quote.ask_ticks or 0)) / 2 if known else float(quote.last_ticks)
    return PictureMoment(
        time_nanos=frame.time_nanos,
        mid_ticks=mid,
        position=float(trader.position_lots),
        equity=trader.equity,
        pnl=trader.pnl,
        fees=trader.fees,
        episode_return=trader.episode_return,
        steps=trader.decisions if trader.finished else max(0, trader.decisions - 1),
        display=Display(
            tick_size=description.instruments[frame.instrument].tick_size,
            bids=tuple(map(_level, frame.bids)),
            asks=tuple(map(_level, frame.asks)),
            orders=trader.orders,
            fills=tuple(fill for fill in reversed(trader.fills) if fill.time_nanos > after),
        ),
    )


def _level(level: Level) -> BookLevel:
    return BookLevel(price_ticks=level.price_ticks, quantity_lots=level.quantity_lots)
