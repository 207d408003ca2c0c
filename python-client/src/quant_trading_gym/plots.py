"""Pictures of trainings, episodes and evaluations, as matplotlib figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from quant_trading_gym.evaluation_result import EvaluationResult, PolicyEvaluation
    from quant_trading_gym.learning_curve import LearningCurvePoint
    from quant_trading_gym.recording import RecordedEpisode

COLORS = ("#1f5fa8", "#d1662c", "#3a8f5a", "#8a4fa3", "#7a7a7a", "#b8912b")
_INK = "#333333"
_GRID = "#e4e4e4"
_DPI = 110


def learning_curves(curves: Mapping[str, Sequence[LearningCurvePoint]]) -> Figure:
    """Mean episode return over the training, a line for each name."""
    figure = _figure(8.0, 4.2)
    axes = figure.subplots()
    for color, (name, points) in zip(COLORS, curves.items(), strict=False):
        steps = np.array([point.timesteps for point in points])
        returns = np.array([point.mean_return for point in points])
        axes.plot(steps, returns, color=color, alpha=0.3, linewidth=1.0, marker="o", markersize=3)
        axes.plot(steps, _smooth(returns), color=color, linewidth=2.0, label=name)
    axes.xaxis.set_major_formatter(lambda value, _: _count(value))
    _label(axes, "Learning curves", "environment steps", "mean episode return")
    axes.legend(frameon=False, loc="lower right")
    return figure


def episodes(recorded: Mapping[str, RecordedEpisode], *, tick_size: float | None = None) -> Figure:
    """Price, equity and inventory of one episode of each policy, on the same seed.

    Args:
        recorded: an episode for each policy's name.
        tick_size: in currency; without it the price is shown in ticks.
    """
    figure = _figure(8.0, 7.0)
    price, equity, inventory = figure.subplots(3, 1, sharex=True, height_ratios=(1.0, 1.2, 1.0))
    for index, (name, episode) in enumerate(recorded.items()):
        color = COLORS[index % len(COLORS)]
        steps = np.arange(1, episode.steps + 1)
        if index == 0:
            price.plot(steps, episode.mid_ticks * (tick_size or 1.0), color=_INK, linewidth=1.2)
        equity.plot(steps, episode.equity, color=color, linewidth=1.8, label=name)
        inventory.step(steps, episode.position, color=color, linewidth=1.4, where="post")
    for axes in (equity, inventory):
        axes.axhline(0.0, color="#999999", linewidth=0.8, zorder=0)
    seed = next(iter(recorded.values())).seed
    first = next(iter(recorded))
    unit = "currency" if tick_size else "ticks"
    _label(price, f"One episode on the unseen seed {seed:,}", "", f"mid price, {unit}\n(with {first})")
    _label(equity, "", "", "equity, currency")
    _label(inventory, "", "decision", "inventory, lots")
    equity.legend(frameon=False, loc="upper left", ncols=3)
    figure.align_ylabels()
    return figure


def returns_by_policy(results: Sequence[EvaluationResult]) -> Figure:
    """How the episode returns of each policy are distributed; of a policy in several results the first is shown.

    The box spans the quartiles, the whiskers the 5th to the 95th percentile, the diamond is the mean.
    """
    rows: dict[str, PolicyEvaluation] = {}
    for result in results:
        rows.setdefault(result.policies[0].policy, result.policies[0])
    for result in results:
        for row in result.policies[1:]:
            rows.setdefault(row.policy, row)
    ordered = list(reversed(rows.values()))
    figure = _figure(8.0, 1.4 + 0.62 * len(ordered))
    axes = figure.subplots()
    boxes = axes.boxplot(
        [row.returns for row in ordered],
        orientation="horizontal",
        whis=(5, 95),
        widths=0.55,
        patch_artist=True,
        showfliers=False,
        showmeans=True,
        medianprops={"color": "white", "linewidth": 1.6},
        whiskerprops={"color": "#777777"},
        capprops={"color": "#777777"},
        meanprops={"marker": "D", "markerfacecolor": "white", "markeredgecolor": _INK, "markersize": 5},
    )
    trained = {result.policies[0].policy for result in results}
    for box, row in zip(boxes["boxes"], ordered, strict=True):
        box.set(facecolor=COLORS[0] if row.policy in trained else "#a9a9a9", edgecolor="none")
    axes.set_yticks(range(1, len(ordered) + 1), [_name(row) for row in ordered])
    axes.axvline(0.0, color="#999999", linewidth=0.8, zorder=0)
    _label(axes, f"Episode returns on {len(ordered[0].returns):,} unseen seeds", "episode return", "")
    axes.grid(visible=False, axis="y")
    return figure


def save(figure: Figure, path: Any) -> None:
    """Writes the figure as a PNG."""
    figure.savefig(path, dpi=_DPI, facecolor="white")


def _figure(width: float, height: float) -> Figure:
    return Figure(figsize=(width, height), layout="constrained")


def _label(axes: Axes, title: str, x: str, y: str) -> None:
    axes.set_title(title, loc="left", fontsize=12, fontweight="bold", color=_INK)
    axes.set_xlabel(x, color=_INK)
    axes.set_ylabel(y, color=_INK)
    axes.grid(visible=True, color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color("#999999")
    axes.tick_params(colors=_INK, labelsize=9)


def _name(row: PolicyEvaluation) -> str:
    return f"{row.policy}\n({row.detail})" if row.detail else row.policy


def _smooth(values: np.ndarray[Any, np.dtype[np.float64]], span: int = 9) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Centred moving average that narrows towards the ends."""
    half = span // 2
    return np.array([values[max(0, i - half) : i + half + 1].mean() for i in range(len(values))])


def _count(value: float) -> str:
    if value >= 1e6:
        return f"{value / 1e6:g}M"
    return f"{value / 1e3:g}k" if value >= 1e3 else f"{value:g}"
