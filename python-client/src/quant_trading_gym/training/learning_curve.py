"""Learning curve and progress of a training."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from stable_baselines3.common.callbacks import BaseCallback

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener

_POINTS = 100
_RECENT = 100


@dataclass(frozen=True, kw_only=True)
class LearningCurvePoint:
    """Statistics of the episodes that ended in one interval of the training."""

    timesteps: int
    episodes: int
    mean_return: float

    def to_dict(self) -> dict[str, object]:
        """Returns the point as JSON types."""
        return asdict(self)


class LearningCurve(BaseCallback):
    """Records the mean return of finished episodes, before reward normalisation."""

    def __init__(self, label: str, timesteps: int, on_progress: ProgressListener | None) -> None:
        """Creates the callback.

        Args:
            label: Prefix of the progress text.
            timesteps: Total number of training steps.
            on_progress: Callback with a fraction in [0, 1] and a text.
        """
        super().__init__()
        self.points: list[LearningCurvePoint] = []
        self._label = label
        self._total = timesteps
        self._on_progress = on_progress
        self._started = time.monotonic()
        self._open: list[float] = []
        self._recent: list[float] = []

    @property
    def recent_return(self) -> float:
        """Mean return of the last episodes; NaN before the end of the first episode."""
        return _mean(self._recent)

    def _on_step(self) -> bool:
        for done, info in zip(self.locals["dones"], self.locals["infos"], strict=True):
            if done:
                self._open.append(float(info["episode"]["r"]))
        if self.num_timesteps >= (len(self.points) + 1) * self._total / _POINTS and self._open:
            self._close_point()
        if self._on_progress is not None:
            self._report(self._on_progress)
        return True

    def _on_training_end(self) -> None:
        if self._open:
            self._close_point()

    def _close_point(self) -> None:
        point = LearningCurvePoint(
            timesteps=self.num_timesteps, episodes=len(self._open), mean_return=_mean(self._open)
        )
        self.points.append(point)
        self._recent = (self._recent + self._open)[-_RECENT:]
        self._open = []

    def _report(self, listener: ProgressListener) -> None:
        rate = self.num_timesteps / max(time.monotonic() - self._started, 1e-9)
        text = f"{self._label}: {self.num_timesteps:,} of {self._total:,} steps, {rate:,.0f} per second"
        if self._recent:
            text += f", mean return {self.recent_return:,.3f}"
        listener(min(self.num_timesteps / self._total, 1.0), text)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else float("nan")
