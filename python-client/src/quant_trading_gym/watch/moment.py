"""A frame with its market description, and the formats of prices, times and amounts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from quant_trading_gym.transport.market_frames import MarketDescription, MarketFrame, MarketInstrument, Quote

UNKNOWN = "-"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Frame of one instrument at one time, with the description of the market."""

    description: MarketDescription
    frame: MarketFrame

    @property
    def instrument(self) -> MarketInstrument:
        """Instrument of the frame."""
        return self.description.instruments[self.frame.instrument]

    @property
    def quote(self) -> Quote:
        """Quote of the instrument."""
        return self.frame.quotes[self.frame.instrument]

    @property
    def decimals(self) -> int:
        """Number of decimal digits of a price."""
        exponent = Decimal(str(self.instrument.tick_size)).normalize().as_tuple().exponent
        return max(0, -int(exponent))

    def price(self, ticks: float, *, extra: int = 0) -> str:
        """Formats a price in currency, with `extra` additional digits."""
        if math.isnan(ticks):
            return UNKNOWN
        return f"{ticks * self.instrument.tick_size:,.{self.decimals + extra}f}"


def duration(nanos: int) -> str:
    """Formats a duration, such as 1m30s."""
    rest, parts = nanos, []
    for unit, size in (("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000)):
        if rest >= size:
            parts.append(f"{rest // size}{unit}")
            rest %= size
    return "".join(parts) or "0s"


def money(amount: float) -> str:
    """Formats an amount in at most seven characters: 12.30, -4,567, 1.23M."""
    if math.isnan(amount):
        return UNKNOWN
    size = abs(amount)
    for limit, scale, form in ((1e3, 1, "{:,.2f}"), (1e5, 1, "{:,.0f}"), (1e6, 1e3, "{:.0f}k"), (1e9, 1e6, "{:.2f}M")):
        if size < limit:
            return form.format(amount / scale)
    return f"{amount / 1e9:.2f}G" if size < 1e12 else f"{amount:.1e}"


def lots(number: float) -> str:
    """Formats a quantity in at most seven characters."""
    if math.isnan(number):
        return UNKNOWN
    if abs(number) < 1e5:
        return f"{number:,.0f}"
    return f"{number / 1e3:,.0f}k" if abs(number) < 1e7 else f"{number / 1e6:,.1f}M"


def percent(fraction: float, digits: int = 2) -> str:
    """Formats a fraction as a percentage."""
    return UNKNOWN if math.isnan(fraction) else f"{fraction * 100:.{digits}f} %"
