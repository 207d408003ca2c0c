"""The realism report as a self-contained HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from quant_trading_gym.base.charts import clock_axis
from quant_trading_gym.base.colors import COLORS, series_style
from quant_trading_gym.base.html_page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quant_trading_gym.realism.assessment import RealismReport
    from quant_trading_gym.realism.fact import Finding
    from quant_trading_gym.realism.reference import Reference

_INK, _GRID = "#333333", "#e4e4e4"
_SIZE = (4.6, 3.0)
_SESSIONS_DRAWN = 8
_MARKERS = ("s", "^", "v", "P", "X")


def write_page(report: RealismReport, path: Path) -> None:
    """Writes the report: a table of results, and a figure of each fact with the real markets."""
    page = Page(
        f"Realism of {report.scenario}",
        f"{report.passed} of {report.numeric} single-instrument facts with a numeric band lie inside their bands, over "
        f"{report.seeds} seeds. Intervals are 95 % bootstrap intervals over the seeds; “narrowly” means that the "
        "interval extends beyond the band. Each real market is a single day; its statistics also vary from day to day.",
    )
    page.heading("Verdicts")
    page.table(report.headers(), report.rows())
    page.heading("Pictures")
    page.paragraph("Blue: simulation with its 95 % interval. Other colours: real order books.")
    page.figures((draw_fact(finding, report.references), _caption(finding)) for finding in report.findings)
    page.heading("Prices")
    page.wide(_draw_prices(report), f"Mid price of the first {min(_SESSIONS_DRAWN, report.seeds)} seeds.")
    page.write(path)


def _caption(finding: Finding) -> str:
    verdict = {True: "inside", False: "outside", None: "shape only"}[finding.passes]
    return f"{finding.fact.title} ({verdict}): {finding.fact.test}."


def draw_fact(finding: Finding, references: Sequence[Reference]) -> Figure:
    """Plots the curve of a fact for the simulation and the real markets."""
    curve = finding.fact.curve
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.add_subplot()
    x, y = finding.points
    if finding.band is not None:
        axes.fill_between(x, *finding.band, color=COLORS[0], alpha=0.2, linewidth=0)
    axes.plot(x, y, color=COLORS[0], marker="o", markersize=3.5, linewidth=1.4, label="simulation")
    for i, reference in enumerate(references):
        if finding.fact.key in reference.curves:
            axes.plot(
                *reference.curves[finding.fact.key],
                color=COLORS[1 + i % (len(COLORS) - 1)],
                marker=_MARKERS[i % len(_MARKERS)],
                markersize=3.5,
                linewidth=1.0,
                alpha=0.9,
                label=reference.name,
            )
    if curve.log_x:
        axes.set_xscale("log")
    if curve.log_y and _has_positive(axes.get_lines()):
        axes.set_yscale("log")
    else:
        axes.axhline(0.0, color="#999999", linewidth=0.8, zorder=0)
    axes.set_title(finding.fact.title, loc="left", fontsize=9.5, fontweight="bold", color=_INK)
    axes.set_xlabel(curve.x_label, fontsize=8, color=_INK)
    axes.set_ylabel(curve.y_label, fontsize=8, color=_INK)
    _tidy(axes)
    axes.legend(fontsize=7, frameon=False)
    return figure


def _has_positive(lines: Sequence[object]) -> bool:
    heights = np.concatenate([np.asarray(line.get_ydata(), dtype=np.float64) for line in lines])  # type: ignore[attr-defined]
    return bool((heights[np.isfinite(heights)] > 0).any())


def _draw_prices(report: RealismReport) -> Figure:
    figure = Figure(figsize=(11, 3.2), layout="constrained")
    axes = figure.add_subplot()
    for session in report.sessions[:_SESSIONS_DRAWN]:
        hours = (session.open_nanos / 1e9 + np.arange(len(session.mid))) / 3600
        color = series_style(len(axes.get_lines())).color
        axes.plot(hours[::10], session.mid[::10] * session.tick_size, color=color, linewidth=0.8)
    axes.set_xlabel("time of day", fontsize=8, color=_INK)
    clock_axis(axes)
    axes.set_ylabel("currency", fontsize=8, color=_INK)
    _tidy(axes)
    return figure


def _tidy(axes: object) -> None:
    axes.grid(visible=True, color=_GRID, linewidth=0.7)  # type: ignore[attr-defined]
    axes.set_axisbelow(True)  # type: ignore[attr-defined]
    axes.spines[["top", "right"]].set_visible(False)  # type: ignore[attr-defined]
    axes.tick_params(colors=_INK, labelsize=8.5)  # type: ignore[attr-defined]
