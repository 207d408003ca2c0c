package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.market.BorrowTerms;

/**
 * Shares of an instrument that participants do not hold, and the terms of short sales.
 *
 * @param outstandingLots total number of shares, including initial positions; 0 = initial positions
 *     plus the pool
 */
public record ShareSupply(long outstandingLots, BorrowTerms terms) {}
