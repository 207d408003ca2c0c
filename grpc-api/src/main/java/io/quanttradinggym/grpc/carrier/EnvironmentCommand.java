package io.quanttradinggym.grpc.carrier;

/** A command of a carrier on an environment that nobody else uses meanwhile. */
public interface EnvironmentCommand {
  /** Begins the command; the environment then runs until it has finished. */
  void begin();

  /** Reads the results of the finished command, or does what takes no simulated time. */
  void finish();
}
