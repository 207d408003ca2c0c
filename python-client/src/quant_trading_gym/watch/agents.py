"""Tables of agents: P&L, positions, and risk."""

from __future__ import annotations

from rich.text import Text

from quant_trading_gym.watch import palette
from quant_trading_gym.watch.layout import Cell, beside, cut_name, rows_of
from quant_trading_gym.watch.moment import Moment, lots, money

_BROAD = 100
_KINDS = 60


def agents(moment: Moment, width: int, height: int) -> Text:
    """Draws the table of agent types; adds the largest gains and losses if there is enough room."""
    if width >= _BROAD:
        return beside(_groups(moment, _KINDS - 2, height), leaders(moment, width - _KINDS, height), _KINDS)
    groups = _groups(moment, width, height)
    left = height - len(moment.frame.groups) - 2
    return groups if left < 3 else Text("\n\n").join([groups, leaders(moment, width, left)])


def _groups(moment: Moment, width: int, height: int) -> Text:
    columns = [("P&L", 10), ("position", 9), ("exposure", 9), ("fees", 8), ("VaR 1m", 8), ("drawdown", 9)]
    name = 19
    while sum(w for _, w in columns) + name > width and len(columns) > 2:
        columns.pop()
    widths = [width - sum(w for _, w in columns), *(w for _, w in columns)]
    all_groups = sorted(moment.frame.groups, key=lambda group: -abs(group.pnl))
    shown = all_groups[: max(0, height - 1)]
    heading = "type, number" if len(shown) == len(all_groups) else f"{len(shown)} of {len(all_groups)} types"
    rows = [[Cell(text=heading, style=palette.FAINT), *(Cell(text=t, style=palette.FAINT) for t, _ in columns)]]
    for group in sorted(shown, key=lambda group: -group.pnl):
        cells = (
            Cell(text=money(group.pnl), style=palette.of_sign(group.pnl)),
            Cell(text=lots(group.position_lots)),
            Cell(text=money(group.gross_exposure)),
            Cell(text=money(group.fees)),
            Cell(text=money(group.value_at_risk)),
            Cell(text=money(group.max_drawdown)),
        )
        rows.append([Cell(text=f"{group.name} {group.members:,}"), *cells[: len(columns)]])
    return rows_of(rows, widths, height)


def leaders(moment: Moment, width: int, height: int) -> Text:
    """Draws the agents with the largest gains and losses."""
    half = width // 2
    figures = (9, 8) if half >= 35 else (9,)
    titles = [Cell(text=title, style=palette.FAINT) for title in ("P&L", "position")]
    widths = (half - 2 - sum(figures), *figures)
    sides = []
    for heading, results in (("largest gains", moment.frame.winners), ("largest losses", moment.frame.losers)):
        rows = [[Cell(text=heading, style=palette.FAINT), *titles]]
        for result in results:
            pnl = Cell(text=money(result.pnl), style=palette.of_sign(result.pnl))
            name = cut_name(result.name, widths[0])
            rows.append([Cell(text=name), pnl, Cell(text=lots(result.position_lots))])
        sides.append(rows_of([row[: len(widths)] for row in rows], widths, height))
    return beside(sides[0], sides[1], half)
