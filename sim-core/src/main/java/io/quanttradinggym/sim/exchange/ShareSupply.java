package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.market.BorrowTerms;

/**
 * The shares of an instrument that participants do not hold, and the terms of selling them short.
 *
 * @param outstandingLots those that participants start with included; 0 = as many as these and the
 *     pool
 */
public record ShareSupply(long outstandingLots, BorrowTerms terms) {}
