package io.quanttradinggym.sim.monitor;

import java.util.List;

/**
 * One instrument in detail.
 *
 * @param bars oldest first; the last one still grows
 * @param trades newest first
 * @param indicators in the order of {@link MarketMonitor#indicators}; not a number while too little
 *     is known
 */
public record InstrumentFrame(
    int instrument,
    Depth depth,
    List<ShownBar> bars,
    List<TradeRecord> trades,
    List<Double> indicators,
    RiskFigures risk) {}
