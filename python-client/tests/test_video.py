"""Videos of episodes: the pictures are those of the evaluated episode."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from quant_trading_gym.cli import program
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.evaluation import video
from quant_trading_gym.evaluation.recording import record_episodes
from quant_trading_gym.evaluation.video_files import check_video_file, open_video

SHORT = {"episode": {"duration": "40s"}}


class Kept:
    """A video in memory."""

    def __init__(self) -> None:
        self.frames: list[np.ndarray] = []

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def add(self, pixels: np.ndarray) -> None:
        self.frames.append(pixels)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    result = Kept()
    monkeypatch.setattr(video, "open_video", lambda path, rate: result)
    monkeypatch.setattr(video, "check_video_file", lambda path: None)
    return result


def test_a_video_has_a_picture_for_each_step(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = []
    added = video.EpisodePicture.add

    def add(self: video.EpisodePicture, moment: video.PictureMoment) -> None:
        moments.append(moment)
        added(self, moment)

    monkeypatch.setattr(video.EpisodePicture, "add", add)
    fractions: list[float] = []
    video.record_video(
        "x.mp4", "fixed-half-spread-2", scenario="market-making", seed=5, overrides=SHORT,
        on_progress=lambda fraction, text: fractions.append(fraction),
    )  # fmt: skip
    [episode] = record_episodes("fixed-half-spread-2", scenario="market-making", seed=5, overrides=SHORT)
    assert len(kept.frames) == episode.steps + 1 == 41
    assert {frame.shape for frame in kept.frames} == {(480, 640, 3)}
    assert fractions[-1] == 1.0
    assert [moment.position for moment in moments[1:]] == episode.position.tolist()
    np.testing.assert_allclose([moment.equity for moment in moments[1:]], episode.equity, rtol=0, atol=1e-6)
    assert moments[-1].episode_return == episode.episode_return
    bought = sum((1 if f.buy else -1) * f.quantity_lots for moment in moments for f in moment.display.fills)
    assert bought == episode.position[-1]


def test_long_episodes_are_compressed(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video, "MAX_STEPS", 15)
    video.record_video("x.mp4", "random", scenario="market-making", seed=5, overrides=SHORT)
    assert len(kept.frames) == 1 + 14


def test_files_of_both_kinds_are_written(tmp_path: Path) -> None:
    pytest.importorskip("PIL", reason="GIF needs pillow")
    frames = [np.full((480, 640, 3), shade, dtype=np.uint8) for shade in (0, 120, 255)]
    for name in ("a.gif", "a.mp4"):
        if name == "a.mp4":
            pytest.importorskip("imageio_ffmpeg", reason="MP4 needs imageio-ffmpeg")
        with open_video(tmp_path / name, 30) as file:
            for frame in frames:
                file.add(frame)
        assert (tmp_path / name).stat().st_size > 100


@pytest.mark.parametrize(
    ("name", "module", "package"), [("a.mp4", "imageio_ffmpeg", "imageio-ffmpeg"), ("a.gif", "PIL", "pillow")]
)
def test_a_missing_package_names_the_extra(
    name: str, module: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quant_trading_gym.evaluation.video_files.find_spec", lambda asked: None)
    with pytest.raises(ArgumentError, match=rf"{package} is not installed.*quant-trading-gym\[render\]"):
        check_video_file(tmp_path / name)


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=r"suffix .mp4 or .gif"):
        check_video_file(tmp_path / "a.avi")


def test_what_ffmpeg_cannot_write_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("imageio_ffmpeg", reason="MP4 needs imageio-ffmpeg")
    with pytest.raises(Exception, match="ffmpeg says"), open_video(tmp_path / "absent" / "a.mp4", 30) as file:
        for _ in range(50):
            file.add(np.zeros((480, 640, 3), dtype=np.uint8))


def test_the_command_writes_the_video_and_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("PIL", reason="GIF needs pillow")
    path = tmp_path / "episode.gif"
    arguments = ["evaluate", "random", "--scenario", "market-making", "--episodes", "2", "--set", "episode.duration=5s"]
    assert program.main([*arguments, "--video", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["video"] == str(path)
    assert path.read_bytes().startswith(b"GIF8")
    assert program.main([*arguments, "--video", str(tmp_path / "episode.txt")]) == 2


def test_a_baseline_that_needs_tuning_has_no_single_episode(kept: Kept) -> None:
    with pytest.raises(ArgumentError, match="needs no tuning"):
        video.record_video("x.mp4", "best-fixed-half-spread", scenario="market-making", overrides=SHORT)
    assert not kept.frames
