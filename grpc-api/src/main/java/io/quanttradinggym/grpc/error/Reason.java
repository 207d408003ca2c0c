package io.quanttradinggym.grpc.error;

/** Kinds of errors for clients; the wire carries the name. */
public enum Reason {
  /** A scenario file, name or override. */
  SCENARIO,
  /** An action outside its space. */
  ACTION,
  /** A policy trained for other observations or actions. */
  POLICY_MISMATCH,
  /** A file that is not a valid policy. */
  POLICY,
  /** A step before the required reset. */
  RESET_NEEDED,
  /** Any other invalid value. */
  ARGUMENT,
  /** Client and server use different versions, or the handshake is missing. */
  VERSION,
  /** A missing or wrong token. */
  TOKEN,
  /** A port that the server cannot listen on. */
  PORT,
  /** A file that cannot be read or written. */
  FILE,
  /** A request that exceeds the limit of one connection or of all connections. */
  BUDGET,
  /** The caller cancelled the request. */
  CANCELLED,
  /** An internal error of the server. */
  INTERNAL
}
