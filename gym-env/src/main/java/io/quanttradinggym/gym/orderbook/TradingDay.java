package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.sim.market.SessionRules;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One trading day.
 *
 * @param openNanos since midnight of the date in the zone
 * @param closeNanos since midnight; after {@code openNanos}
 * @param warmupNanos largest duration of the warm-up; 0 = none
 */
public record TradingDay(
    LocalDate date,
    ZoneId zone,
    long openNanos,
    long closeNanos,
    long warmupNanos,
    SessionRules rules) {}
