"""Screenshots without a terminal."""

from __future__ import annotations

import re
from pathlib import Path

from textual.pilot import Pilot

from quant_trading_gym.watch.app import WatchApp

_SECONDS = 60.0
_POLL_SECONDS = 0.05


def save_screenshot(app: WatchApp, path: Path, *, size: tuple[int, int]) -> None:
    """Runs the application without a terminal until the first frame, and saves the screen as SVG.

    The SVG loads no web font; the viewer uses its own monospaced font.
    """

    async def photograph(pilot: Pilot[object]) -> None:
        for _ in range(int(_SECONDS / _POLL_SECONDS)):
            if app.moment is not None:
                break
            await pilot.pause(_POLL_SECONDS)
        await pilot.pause(_POLL_SECONDS)
        description = app.moment.description if app.moment else None
        svg = app.export_screenshot(
            title=f"qtg watch {description.scenario}" if description else "qtg watch", simplify=True
        )
        path.write_text(re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL), encoding="utf-8")
        app.exit()

    app.run(headless=True, size=size, auto_pilot=photograph)
