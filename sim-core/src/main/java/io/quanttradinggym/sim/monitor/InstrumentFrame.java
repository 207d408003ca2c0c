package io.quanttradinggym.sim.monitor;

import java.util.List;

/**
 * Details of one instrument.
 *
 * @param bars oldest first; the last one is the current bar
 * @param trades newest first
 * @param indicators in the order of {@link MarketMonitor#indicators}; NaN until there is enough
 *     data
 */
public record InstrumentFrame(
    int instrument,
    Depth depth,
    List<ShownBar> bars,
    List<TradeRecord> trades,
    List<Double> indicators,
    RiskFigures risk) {}
