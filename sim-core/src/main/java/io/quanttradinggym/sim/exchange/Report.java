package io.quanttradinggym.sim.exchange;

/** What is reported to a participant of one of its orders. */
enum Report {
  ACCEPTED,
  FILL,
  CANCELLED,
  REJECTED,
  REQUEST_REJECTED,
  REPLACED,
  REDUCED,
  TRIGGERED
}
