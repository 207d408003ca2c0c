"""A live view of a market in the terminal: what `qtg watch` shows. Needs the extra [watch]."""
