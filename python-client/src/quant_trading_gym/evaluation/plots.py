"""Matplotlib figures of trainings, episodes and evaluations."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure, FigureBase

from quant_trading_gym.base.charts import clock_axis
from quant_trading_gym.base.colors import GRID, INK, ZERO, series_style
from quant_trading_gym.evaluation.seed_curves import Curves, SeedCurve, combine

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from quant_trading_gym.evaluation.evaluation_result import EvaluationResult, PolicyEvaluation
    from quant_trading_gym.evaluation.recording import RecordedEpisode

_BASELINE = "#b3b3b3"
_DPI = 110
_SMOOTHED_POINTS = 40
_NANOS_PER_HOUR = 3_600_000_000_000
_EXPLORATION = "(training explores, so it ends below the evaluation of the same policy, which takes its best action)"


def learning_curves(curves: Mapping[str, Curves], *, references: Mapping[str, float] | None = None) -> Figure:
    """Plots the mean episode return over the training; one line for each policy.

    With several seeds, the line is the mean over seeds, and the band spans the seeds. The legend states their number.

    Args:
        curves: Points of the learning curve by policy name, or a learning curve for each seed.
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
    curves: Mapping[str, Curves],
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


def _draw_learning_curves(figure: FigureBase, curves: Mapping[str, Curves], references: Mapping[str, float]) -> None:
    axes = figure.subplots()
    for index, (name, points) in enumerate(curves.items()):
        _draw_curve(axes, series_style(index).color, name, combine(points))
    for name, value in references.items():
        axes.axhline(value, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), label=f"{name} (evaluated)", zorder=1)
    axes.xaxis.set_major_formatter(lambda value, _: _count(value))
    _label(axes, "Learning curves", f"environment steps\n{_EXPLORATION}", "mean episode return")
    axes.legend(frameon=False, loc="best", fontsize=9)


def _draw_curve(axes: Axes, color: str, name: str, curve: SeedCurve) -> None:
    counted = {0: "no episode has ended", 1: "1 seed"}.get(curve.seeds, f"{curve.seeds} seeds")
    label = f"{name}, {counted}"
    span = len(curve.steps) // 10
    if len(curve.steps) < _SMOOTHED_POINTS:
        axes.plot(curve.steps, curve.mean, color=color, linewidth=2.0, marker="o", markersize=4, label=label)
        span = 0
    else:
        if curve.seeds == 1:
            axes.plot(curve.steps, curve.mean, color=color, linewidth=1.0, alpha=0.3)
        axes.plot(curve.steps, _smooth(curve.mean, span), color=color, linewidth=2.0, label=label)
    if curve.seeds > 1:
        low, high = _smooth(curve.low, span), _smooth(curve.high, span)
        axes.fill_between(curve.steps, low, high, color=color, alpha=0.2, linewidth=0)


def _draw_episodes(figure: FigureBase, recorded: Mapping[str, RecordedEpisode], tick_size: float | None) -> None:
    price, pnl, inventory = figure.subplots(3, 1, sharex=True, height_ratios=(1.0, 1.2, 1.0))
    first, episode = next(iter(recorded.items()))
    has_clock = episode.interval_nanos > 0
    for index, (name, each) in enumerate(recorded.items()):
        style = series_style(index)
        ends = np.arange(1, each.steps + 1)
        steps = (each.start_nanos + ends * each.interval_nanos) / _NANOS_PER_HOUR if has_clock else ends
        if index == 0:
            price.plot(steps, each.mid_ticks * (tick_size or 1.0), color=INK, linewidth=1.2)
        pnl.plot(steps, each.pnl, color=style.color, linestyle=style.dash, linewidth=1.8, label=name)
        inventory.step(steps, each.position, color=style.color, linestyle=style.dash, linewidth=1.2, where="post")
    for axes in (pnl, inventory):
        axes.axhline(0.0, color=ZERO, linewidth=0.8, zorder=0)
    unit = "currency" if tick_size else "ticks"
    _label(price, f"One episode, on the unseen seed {episode.seed:,}", "", f"mid price, {unit}\n(with {first})")
    _label(pnl, "", "", "P&L, currency")
    _label(inventory, "", "time of day" if has_clock else "decision", "inventory, lots")
    if has_clock:
        clock_axis(inventory)
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
        medianprops={"color": INK, "linewidth": 1.4},
        whiskerprops={"color": "#777777"},
        capprops={"color": "#777777"},
        meanprops={"marker": "D", "markerfacecolor": "white", "markeredgecolor": INK, "markersize": 5},
    )
    trained = _trained(results)
    colors = {row.policy: series_style(i).color for i, row in enumerate(rows) if row.policy in trained}
    for box, row in zip(boxes["boxes"], ordered, strict=True):
        box.set(facecolor=colors.get(row.policy, _BASELINE), edgecolor="none")
    axes.set_yticks(range(1, len(ordered) + 1), [_name(row) for row in ordered])
    for height, text in [*enumerate(map(_mean_text, ordered), start=1), (len(ordered) + 0.85, "mean ± 95 %")]:
        axes.annotate(
            text, (1.01, height), xycoords=("axes fraction", "data"), va="center", fontsize=9, annotation_clip=False
        )
    axes.axvline(0.0, color=ZERO, linewidth=0.8, zorder=0)
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
        axes.set_title(title, loc="left", fontsize=12, fontweight="bold", color=INK)
    axes.set_xlabel(x, color=INK)
    axes.set_ylabel(y, color=INK)
    axes.grid(color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color("#999999")
    axes.tick_params(colors=INK, labelsize=9)


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
