"""Self-contained HTML pages: text, tables and pictures in one file without external resources."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from quant_trading_gym.base.scratch import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DPI = 120
_STYLE = """
:root { --ink: #222; --soft: #666; --line: #e2e2e2; --good: #2f7d4f; --bad: #b5402c; --back: #fff; --card: #fafafa; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --soft: #a5a5a5; --line: #3a3a3a; --good: #6cc08d; --bad: #e2826f; --back: #1b1b1b;
          --card: #242424; }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); margin: 2rem auto;
       max-width: 1180px; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
p { max-width: 75ch; color: var(--soft); }
table { border-collapse: collapse; font-size: .86rem; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .28rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { border-bottom-width: 2px; white-space: nowrap; }
td.figure, th.figure { text-align: right; white-space: nowrap; }
.yes { color: var(--good); font-weight: 600; } .no { color: var(--bad); font-weight: 600; }
.scroll { overflow-x: auto; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 360px), 1fr)); gap: 1rem; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .5rem; }
figure img { width: 100%; height: auto; display: block; background: #fff; border-radius: 3px; }
figcaption { font-size: .82rem; color: var(--soft); padding: .4rem .2rem 0; }
"""


class Page:
    """Collects sections and writes them as one file."""

    def __init__(self, title: str, summary: str) -> None:
        """Starts a page with a title and a summary paragraph."""
        self._title = title
        self._parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(summary)}</p>"]

    def heading(self, text: str) -> None:
        """Starts a section."""
        self._parts.append(f"<h2>{escape(text)}</h2>")

    def paragraph(self, text: str) -> None:
        """Adds a paragraph."""
        self._parts.append(f"<p>{escape(text)}</p>")

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Adds a table. Cells that begin with "yes" or "no" are coloured; numeric columns are right-aligned."""
        body = [list(row) for row in rows]
        figures = [all(_is_figure(row[i]) for row in body) for i in range(len(headers))]
        head = "".join(_cell("th", text, figure) for text, figure in zip(headers, figures, strict=True))
        lines = [
            "<tr>" + "".join(_cell("td", text, figure) for text, figure in zip(row, figures, strict=True)) + "</tr>"
            for row in body
        ]
        self._parts.append(
            f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
        )

    def figures(self, pictures: Iterable[tuple[Figure, str]]) -> None:
        """Adds pictures with captions in a grid."""
        self._parts.append(f'<div class="grid">{"".join(_figure(*picture) for picture in pictures)}</div>')

    def wide(self, picture: Figure, caption: str) -> None:
        """Adds a picture at full page width."""
        self._parts.append(_figure(picture, caption))

    def write(self, path: Path) -> None:
        """Writes the page to `path` as one HTML file."""
        body = "\n".join(self._parts)
        write_whole(
            path,
            f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self._title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        )


def _cell(tag: str, text: str, figure: bool) -> str:
    verdict = next((word for word in ("yes", "no") if text == word or text.startswith(f"{word},")), "")
    classes = " ".join(filter(None, ("figure" if figure else "", verdict)))
    return f'<{tag} class="{classes}">{escape(text)}</{tag}>' if classes else f"<{tag}>{escape(text)}</{tag}>"


def _is_figure(text: str) -> bool:
    return text in ("", "-") or text.lstrip("[-+").lstrip()[:1].isdigit()


def _figure(figure: Figure, caption: str) -> str:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=_DPI, facecolor="white")
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return (
        f'<figure><img alt="{escape(caption)}" src="data:image/png;base64,{data}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )
