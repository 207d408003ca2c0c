package io.quanttradinggym.grpc.command;

import java.util.Map;

/** One command of the jar that runs, prints its result and ends. */
public interface Command {
  /** What follows {@code java -jar quant-trading-gym-server.jar}. */
  String name();

  Arguments.Usage usage();

  /** Returns the document to print. Throws what is wrong; the caller reports it. */
  Map<String, Object> run(Arguments arguments, Console console);
}
