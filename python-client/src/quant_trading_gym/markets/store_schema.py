"""Tables of the SQLite file of simulations."""

from __future__ import annotations

APPLICATION = 0x51544732
"""SQLite application id of the file: "QTG2"."""

_MINUTE = 60_000_000_000

PERIODS = {"1m": _MINUTE, "5m": 5 * _MINUTE, "1h": 60 * _MINUTE}
"""Stored bar periods with their lengths in nanoseconds."""

SCHEMA = (
    """
    CREATE TABLE runs (
      run INTEGER PRIMARY KEY, source TEXT NOT NULL, seed TEXT NOT NULL, overrides TEXT NOT NULL,
      scenario TEXT NOT NULL, open_nanos INTEGER NOT NULL, until_nanos INTEGER NOT NULL, digest TEXT NOT NULL,
      events INTEGER NOT NULL, UNIQUE (source, seed, overrides))
    """,
    """
    CREATE TABLE agents (
      run INTEGER NOT NULL REFERENCES runs, agent TEXT NOT NULL, population TEXT NOT NULL, type TEXT NOT NULL,
      PRIMARY KEY (run, agent)) WITHOUT ROWID
    """,
    """
    CREATE TABLE trades (
      run INTEGER NOT NULL REFERENCES runs, time_nanos INTEGER NOT NULL, instrument TEXT NOT NULL,
      aggressor TEXT NOT NULL, price_ticks INTEGER NOT NULL, quantity_lots INTEGER NOT NULL,
      maker TEXT NOT NULL, taker TEXT NOT NULL)
    """,
    "CREATE INDEX trades_by_time ON trades (run, instrument, time_nanos)",
    """
    CREATE TRIGGER trades_stay BEFORE UPDATE ON trades
      BEGIN SELECT RAISE(ABORT, 'the log of trades is append-only'); END
    """,
    """
    CREATE TRIGGER trades_remain BEFORE DELETE ON trades
      BEGIN SELECT RAISE(ABORT, 'the log of trades is append-only'); END
    """,
    """
    CREATE TABLE bars (
      run INTEGER NOT NULL REFERENCES runs, period TEXT NOT NULL, instrument TEXT NOT NULL,
      time_nanos INTEGER NOT NULL, open_ticks INTEGER NOT NULL, high_ticks INTEGER NOT NULL,
      low_ticks INTEGER NOT NULL, close_ticks INTEGER NOT NULL, volume_lots INTEGER NOT NULL,
      buy_volume_lots INTEGER NOT NULL, trades INTEGER NOT NULL, vwap_ticks REAL NOT NULL,
      PRIMARY KEY (run, period, instrument, time_nanos)) WITHOUT ROWID
    """,
    """
    CREATE TABLE portfolios (
      run INTEGER NOT NULL REFERENCES runs, time_nanos INTEGER NOT NULL, agent TEXT NOT NULL,
      cash_micros INTEGER NOT NULL, fees_micros INTEGER NOT NULL, equity_micros INTEGER NOT NULL,
      PRIMARY KEY (run, time_nanos, agent)) WITHOUT ROWID
    """,
    """
    CREATE TABLE positions (
      run INTEGER NOT NULL REFERENCES runs, time_nanos INTEGER NOT NULL, agent TEXT NOT NULL,
      instrument TEXT NOT NULL, position_lots INTEGER NOT NULL,
      PRIMARY KEY (run, time_nanos, agent, instrument)) WITHOUT ROWID
    """,
    """
    CREATE TABLE saves (
      run INTEGER NOT NULL REFERENCES runs, time_nanos INTEGER NOT NULL, digest TEXT NOT NULL, state BLOB NOT NULL,
      PRIMARY KEY (run, time_nanos))
    """,
)

BARS = """
INSERT OR REPLACE INTO bars
WITH placed AS (
  SELECT rowid AS place, instrument, aggressor, price_ticks, quantity_lots,
    :open + ((time_nanos - :open) / :step + 1) * :step AS ends
  FROM trades WHERE run = :run AND (time_nanos >= :after OR :after <= :open)
), edges AS (
  SELECT instrument, ends, min(place) AS first, max(place) AS last, max(price_ticks) AS high,
    min(price_ticks) AS low, sum(quantity_lots) AS volume,
    sum(CASE aggressor WHEN 'buy' THEN quantity_lots ELSE 0 END) AS bought, count(*) AS trades,
    round(CAST(sum(price_ticks * quantity_lots) AS REAL) / sum(quantity_lots), 4) AS vwap
  FROM placed GROUP BY instrument, ends
)
SELECT :run, :period, edges.instrument, ends, a.price_ticks, high, low, b.price_ticks, volume, bought, trades, vwap
FROM edges JOIN trades AS a ON a.rowid = first JOIN trades AS b ON b.rowid = last
"""
"""Inserts the bars of the run that end after `:after`; a trade at the end of a bar belongs to the next bar."""
