"""Live view of a market in the terminal for `qtg watch`. Requires the extra [watch]."""
