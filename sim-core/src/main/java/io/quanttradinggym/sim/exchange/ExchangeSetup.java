package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.SessionRules;
import java.util.List;

/**
 * Instruments and rules of an exchange.
 *
 * @param listings by instrument
 * @param limits limits of every account
 * @param openNanos start of the trading day, since midnight
 * @param closeNanos end of the trading day, since midnight
 */
public record ExchangeSetup(
    List<Listing> listings,
    SessionRules rules,
    AccountLimits limits,
    long openNanos,
    long closeNanos) {
  public ExchangeSetup {
    listings = List.copyOf(listings);
  }

  Instrument[] instruments() {
    return listings.stream().map(Listing::instrument).toArray(Instrument[]::new);
  }

  int[] initialTicks() {
    return listings.stream().mapToInt(Listing::initialTicks).toArray();
  }

  Fees[] fees() {
    return listings.stream().map(Listing::fees).toArray(Fees[]::new);
  }

  /** Whether accounts have limits, or short selling requires borrowed shares. */
  boolean isRiskLimited() {
    return !limits.isNone() || listings.stream().anyMatch(listing -> listing.shares() != null);
  }
}
