"""Matplotlib figures of trainings, episodes and evaluations."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure, FigureBase

from quant_trading_gym.base.colors import COLORS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from quant_trading_gym.evaluation.evaluation_result import EvaluationResult, PolicyEvaluation
    from quant_trading_gym.evaluation.recording import RecordedEpisode
    from quant_trading_gym.training.learning_curve import LearningCurvePoint

_BASELINE = "#b3b3b3"
_INK = "#333333"
_GRID = "#e4e4e4"
_ZERO = "#999999"
_DPI = 110
_SMOOTHED_POINTS = 40


def learning_curves(
    curves: Mapping[str, Sequence[LearningCurvePoint]], *, references: Mapping[str, float] | None = None
) -> Figure:
    """Plots the mean episode return over the training; one line for each policy.

    Args:
        curves: Points of the learning curve by policy name.
        references: Reference returns by name, such as those of baselines; drawn as horizontal lines.
    """
    figure = _figure(8.0, 4.2)
    _draw_learning_curves(figure, curves, references or {})
    return figure


def episodes(recorded: Mapping[str, RecordedEpisode], *, tick_size: float | None = None) -> Figure:
    """Plots price, P&L and inventory of one episode of each policy on the same seed.

    Args:
        recorded: Recorded episode by policy name.
        tick_size: Tick size in currency; None plots the price in ticks.
    """
    figure = _figure(8.0, 7.0)
    _draw_episodes(figure, recorded, tick_size)
    return figure


def returns_by_policy(results: Sequence[EvaluationResult]) -> Figure:
    """Plots the distribution of the episode returns of each policy.

    A policy in several results is drawn once, from the first result. Trained policies are first; the others follow in
    the order of their means. The box spans the quartiles. The whiskers span the 5th to the 95th percentile. The diamond
    is the mean; the label at the right shows the mean and its 95 % interval.
    """
    figure = _figure(8.0, 1.4 + 0.55 * len(_rows(results)))
    _draw_returns(figure, results)
    return figure


def overview(
    curves: Mapping[str, Sequence[LearningCurvePoint]],
    results: Sequence[EvaluationResult],
    recorded: Mapping[str, RecordedEpisode],
) -> Figure:
    """Plots trainings, evaluation and a sample episode in one figure."""
    figure = _figure(13.0, 7.2)
    [[left, right]] = figure.subfigures(1, 2, squeeze=False, wspace=0.03)
    [[above], [below]] = left.subfigures(2, 1, squeeze=False, height_ratios=(1.15, 1.0), hspace=0.03)
    _draw_returns(above, results)
    _draw_learning_curves(below, curves, best_baseline(results))
    _draw_episodes(right, recorded, None)
    return figure


def best_baseline(results: Sequence[EvaluationResult]) -> dict[str, float]:
    """Returns the name and mean return of the best baseline; empty without baselines."""
    rows = [row for row in _rows(results) if row.policy not in _trained(results)]
    return {row.policy: row.mean_return for row in sorted(rows, key=lambda row: row.mean_return)[-1:]}


def save(figure: Figure, path: str | os.PathLike[str]) -> None:
    """Writes the figure as a PNG."""
    figure.savefig(path, dpi=_DPI, facecolor="white")


def _draw_learning_curves(
    figure: FigureBase, curves: Mapping[str, Sequence[LearningCurvePoint]], references: Mapping[str, float]
) -> None:
    axes = figure.subplots()
    for color, (name, points) in zip(COLORS, curves.items(), strict=False):
        steps = np.array([point.timesteps for point in points])
        returns = np.array([point.mean_return for point in points])
        if len(points) < _SMOOTHED_POINTS:
            axes.plot(steps, returns, color=color, linewidth=2.0, marker="o", markersize=4, label=name)
        else:
            axes.plot(steps, returns, color=color, linewidth=1.0, alpha=0.3)
            axes.plot(steps, _smooth(returns, len(points) // 10), color=color, linewidth=2.0, label=name)
    for name, value in references.items():
        axes.axhline(value, color=_INK, linewidth=1.2, linestyle=(0, (4, 3)), label=f"{name} (evaluated)", zorder=1)
    axes.xaxis.set_major_formatter(lambda value, _: _count(value))
    _label(axes, "Learning curves", "environment steps", "mean episode return")
    axes.legend(frameon=False, loc="lower right", fontsize=9)


def _draw_episodes(figure: FigureBase, recorded: Mapping[str, RecordedEpisode], tick_size: float | None) -> None:
    price, pnl, inventory = figure.subplots(3, 1, sharex=True, height_ratios=(1.0, 1.2, 1.0))
    for index, (name, episode) in enumerate(recorded.items()):
        color = COLORS[index % len(COLORS)]
        steps = np.arange(1, episode.steps + 1)
        if index == 0:
            price.plot(steps, episode.mid_ticks * (tick_size or 1.0), color=_INK, linewidth=1.2)
        pnl.plot(steps, episode.pnl, color=color, linewidth=1.8, label=name)
        inventory.step(steps, episode.position, color=color, linewidth=1.2, where="post")
    for axes in (pnl, inventory):
        axes.axhline(0.0, color=_ZERO, linewidth=0.8, zorder=0)
    unit = "currency" if tick_size else "ticks"
    first, episode = next(iter(recorded.items()))
    _label(price, f"One episode, on the unseen seed {episode.seed:,}", "", f"mid price, {unit}\n(with {first})")
    _label(pnl, "", "", "P&L, currency")
    _label(inventory, "", "decision", "inventory, lots")
    pnl.legend(frameon=False, loc="lower left", bbox_to_anchor=(0.0, 0.98), ncols=4, fontsize=9, borderaxespad=0.0)
    for axes in (price, pnl, inventory):
        axes.yaxis.set_label_coords(-0.11, 0.5)


def _draw_returns(figure: FigureBase, results: Sequence[EvaluationResult]) -> None:
    rows = _rows(results)
    ordered = list(reversed(rows))
    axes = figure.subplots()
    boxes = axes.boxplot(
        [row.returns for row in ordered],
        orientation="horizontal",
        whis=(5, 95),
        widths=0.55,
        patch_artist=True,
        showfliers=False,
        showmeans=True,
        medianprops={"color": _INK, "linewidth": 1.4},
        whiskerprops={"color": "#777777"},
        capprops={"color": "#777777"},
        meanprops={"marker": "D", "markerfacecolor": "white", "markeredgecolor": _INK, "markersize": 5},
    )
    colors = {row.policy: color for color, row in zip(COLORS, rows, strict=False) if row.policy in _trained(results)}
    for box, row in zip(boxes["boxes"], ordered, strict=True):
        box.set(facecolor=colors.get(row.policy, _BASELINE), edgecolor="none")
    axes.set_yticks(range(1, len(ordered) + 1), [_name(row) for row in ordered])
    for height, text in [*enumerate(map(_mean_text, ordered), start=1), (len(ordered) + 0.85, "mean ± 95 %")]:
        axes.annotate(
            text, (1.01, height), xycoords=("axes fraction", "data"), va="center", fontsize=9, annotation_clip=False
        )
    axes.axvline(0.0, color=_ZERO, linewidth=0.8, zorder=0)
    axes.set_ylim(0.4, len(ordered) + 0.6)
    _label(axes, f"Episode returns on {len(ordered[0].returns):,} unseen seeds", "episode return", "")
    axes.grid(visible=False, axis="y")


def _trained(results: Sequence[EvaluationResult]) -> set[str]:
    return {result.policies[0].policy for result in results}


def _rows(results: Sequence[EvaluationResult]) -> list[PolicyEvaluation]:
    """Returns each policy once: trained policies in their order, then the others in descending order."""
    rows = {result.policies[0].policy: result.policies[0] for result in reversed(results)}
    trained = [rows[name] for name in dict.fromkeys(result.policies[0].policy for result in results)]
    others: dict[str, PolicyEvaluation] = {}
    for result in results:
        for row in result.policies[1:]:
            if row.policy not in rows:
                others.setdefault(row.policy, row)
    return trained + sorted(others.values(), key=lambda row: -row.mean_return)


def _figure(width: float, height: float) -> Figure:
    return Figure(figsize=(width, height), layout="constrained")


def _label(axes: Axes, title: str, x: str, y: str) -> None:
    if title:
        axes.set_title(title, loc="left", fontsize=12, fontweight="bold", color=_INK)
    axes.set_xlabel(x, color=_INK)
    axes.set_ylabel(y, color=_INK)
    axes.grid(color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color("#999999")
    axes.tick_params(colors=_INK, labelsize=9)


def _name(row: PolicyEvaluation) -> str:
    return f"{row.policy}\n({row.detail})" if row.detail else row.policy


def _mean_text(row: PolicyEvaluation) -> str:
    low, high = row.ci95
    return f"{row.mean_return:,.2f} ± {(high - low) / 2:,.2f}"


def _smooth(values: np.ndarray[Any, np.dtype[np.float64]], span: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Returns the centred moving average (n,); the window shrinks towards the ends."""
    half = span // 2
    return np.array([values[max(0, i - half) : i + half + 1].mean() for i in range(len(values))])


def _count(value: float) -> str:
    if value >= 1e6:
        return f"{value / 1e6:g}M"
    return f"{value / 1e3:g}k" if value >= 1e3 else f"{value:g}"
