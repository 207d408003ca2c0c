package io.quanttradinggym.grpc.command;

/** One command of the jar that runs, prints its result and ends. */
public interface Command {
  /** What follows {@code java -jar quant-trading-gym-server.jar}. */
  String name();

  Arguments.Usage usage();

  /** Returns the document to print. Throws what is wrong; the caller reports it. */
  Object run(Arguments arguments, Console console);
}
