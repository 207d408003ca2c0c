package io.quanttradinggym.sim.market;

/** Kind of a report to a participant about one of its orders. */
public enum Report {
  ACCEPTED,
  FILL,
  CANCELLED,
  REJECTED,
  REQUEST_REJECTED,
  REPLACED,
  REDUCED,
  TRIGGERED
}
