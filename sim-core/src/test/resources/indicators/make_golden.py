"""Writes golden.csv: random bars, and what established libraries compute from them.

pip install TA-Lib==0.8.2 pandas-ta-classic==0.8.32 && python make_golden.py > golden.csv
"""

import sys

import numpy as np
import pandas as pd
import pandas_ta_classic as ta
import talib

ROWS = 160
random = np.random.default_rng(20260105)


def closes(deviation: float) -> np.ndarray:
    return np.round(10_000 + np.cumsum(random.normal(0, deviation, ROWS))) / 2 * 2


close = closes(12)
other = np.round(0.4 * (close - 10_000) + closes(9) + 10_000 - 5_000)
open_ = np.concatenate([[10_000], close[:-1]])
high = np.maximum(open_, close) + random.integers(0, 8, ROWS)
low = np.minimum(open_, close) - random.integers(0, 8, ROWS)
volume = random.integers(0, 500, ROWS).astype(float)

bars = pd.DataFrame(
    {"open": open_, "high": high, "low": low, "close": close, "volume": volume, "other": other}
)
expected = pd.DataFrame(index=bars.index)
c, h, lo, v = bars["close"], bars["high"], bars["low"], bars["volume"]
expected["sma"] = talib.SMA(c, 10)
expected["ema"] = talib.EMA(c, 10)
expected["wma"] = talib.WMA(c, 10)
expected["rsi"] = talib.RSI(c, 14)
macd = ta.macd(c, 12, 26, 9, talib=False)
expected["macd.macd"] = macd["MACD_12_26_9"]
expected["macd.signal"] = macd["MACDs_12_26_9"]
expected["macd.histogram"] = macd["MACDh_12_26_9"]
upper, middle, lower = talib.BBANDS(c, 20, 2, 2)
expected["bollinger.middle"] = middle
expected["bollinger.upper"] = upper
expected["bollinger.lower"] = lower
expected["bollinger.percent"] = (c - lower) / (upper - lower)
expected["atr"] = talib.ATR(h, lo, c, 14)
slow_k, slow_d = talib.STOCH(h, lo, c, 14, 3, 0, 3, 0)
expected["stochastic.k"] = slow_k
expected["stochastic.d"] = slow_d
expected["adx.adx"] = talib.ADX(h, lo, c, 14)
expected["adx.plus"] = talib.PLUS_DI(h, lo, c, 14)
expected["adx.minus"] = talib.MINUS_DI(h, lo, c, 14)
expected["obv"] = talib.OBV(c, v)
stamped = bars.set_axis(pd.date_range("2026-01-05 09:30", periods=ROWS, freq="min"))
expected["vwap"] = ta.vwap(stamped["high"], stamped["low"], stamped["close"], stamped["volume"]).values
returns, others = np.log(c).diff(), np.log(bars["other"]).diff()
expected["rolling-volatility"] = returns.rolling(20).std()
expected["correlation"] = returns.rolling(20).corr(others)
expected["beta"] = returns.rolling(20).cov(others) / others.rolling(20).var()

bars.join(expected).to_csv(sys.stdout, index=False, float_format="%.12g", na_rep="NaN")
