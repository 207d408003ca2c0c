package io.quanttradinggym.grpc.resource;

/**
 * Limits on the resources of clients. They prevent one client from exhausting the server for the
 * others.
 *
 * @param environmentMemory bytes of environments
 * @param environmentThreads helper threads of vector environments
 * @param messageMemory bytes of messages that are being received or answered
 * @param policyMemory bytes of uploaded policies
 * @param policies uploaded policies
 * @param streams open streams of environments
 * @param jobs long-running simulation calls and watched markets
 */
public record Budgets(
    Budget environmentMemory,
    Budget environmentThreads,
    Budget messageMemory,
    Budget policyMemory,
    Budget policies,
    Budget streams,
    Budget jobs) {
  /** Streams of all connections together. */
  public static final int STREAMS = 2_048;

  private static final int ENVIRONMENT_THREADS = 1_024;
  private static final int POLICIES = 8_192;
  private static final int JOBS = 32;

  /**
   * The budgets of a server.
   *
   * @param heap heap size in bytes
   */
  public static Budgets ofServer(long heap) {
    return new Budgets(
        new Budget("environment_memory", true, heap * 3 / 4),
        new Budget("environment_threads", false, ENVIRONMENT_THREADS),
        new Budget("message_memory", true, heap / 8),
        new Budget("policy_memory", true, heap / 8),
        new Budget("policies", false, POLICIES),
        new Budget("streams", false, STREAMS),
        new Budget("jobs", false, JOBS));
  }

  /**
   * The budgets of a connection.
   *
   * @param percent share of each budget that a connection may use, in per cent
   */
  public Budgets ofConnection(int percent) {
    return new Budgets(
        environmentMemory.ofConnection(percent),
        environmentThreads.ofConnection(percent),
        messageMemory.ofConnection(percent),
        policyMemory.ofConnection(percent),
        policies.ofConnection(percent),
        streams.ofConnection(percent),
        jobs.ofConnection(percent));
  }
}
