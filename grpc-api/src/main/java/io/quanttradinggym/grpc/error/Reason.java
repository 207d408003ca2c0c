package io.quanttradinggym.grpc.error;

/** Kinds of errors that clients tell apart; the name is what travels. */
public enum Reason {
  /** A scenario file, name or override. */
  SCENARIO,
  /** An action outside its space. */
  ACTION,
  /** A policy that was made for other observations or actions. */
  POLICY_MISMATCH,
  /** A file that is no usable policy. */
  POLICY,
  /** A step before the reset that has to come first. */
  RESET_NEEDED,
  /** Any other value that is not allowed. */
  ARGUMENT,
  /** Client and server speak different versions, or have not compared them yet. */
  VERSION,
  /** A missing or wrong token. */
  TOKEN,
  /** A port that cannot be listened on. */
  PORT,
  /** A file that cannot be read or written. */
  FILE,
  /** More than a connection, or all together, may use up. */
  BUDGET,
  /** The caller gave up. */
  CANCELLED,
  /** A defect of the server. */
  INTERNAL
}
