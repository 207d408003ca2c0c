"""Runs `qtg` as `python -m quant_trading_gym.cli`."""

from __future__ import annotations

import sys

from quant_trading_gym.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
