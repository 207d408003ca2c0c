"""Makes realism/reference.json: facts of AAPL and AMZN, from the sample files of LOBSTER in the folder QTG_DATA."""

from __future__ import annotations

import os
from pathlib import Path

from quant_trading_gym.base.text import to_json
from quant_trading_gym.realism import FACTS, Reference, read_lobster

_DEPTH = "placement_and_cancel_depth"
_TARGET = Path(__file__).parents[1] / "src" / "quant_trading_gym" / "realism" / "reference.json"


def references(folder: Path) -> list[Reference]:
    """A full day of each; AAPL's distances are of its first hour, of which 30 levels are published."""

    def read(ticker: str, levels: int) -> Reference:
        path = folder / f"LOBSTER_SampleFile_{ticker}_2012-06-21_{levels}.zip"
        return Reference.of(ticker, [read_lobster(path)], FACTS)

    return [read("AAPL", 1).with_facts_of(read("AAPL", 30), _DEPTH), read("AMZN", 5)]


if __name__ == "__main__":
    data = Path(os.environ.get("QTG_DATA", "../shared/data")) / "lobster"
    document = {
        "source": "computed from the public sample files of LOBSTER (lobsterdata.com), 2012-06-21",
        "references": [reference.to_dict() for reference in references(data)],
    }
    _TARGET.write_text(to_json(document) + "\n", encoding="utf-8")
