package io.quanttradinggym.grpc.error;

/** Carries a {@link Problem} to the code that reports it. */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  public ProblemException(Problem problem, Throwable cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  /** An invalid input value. */
  public ProblemException(Reason reason, String field, Object value, String allowed) {
    this(Problem.of(reason, field, value, allowed));
  }

  public Problem problem() {
    return problem;
  }
}
