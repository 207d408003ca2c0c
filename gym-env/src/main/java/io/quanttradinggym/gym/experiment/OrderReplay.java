package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.data.NamedInput;
import io.quanttradinggym.sim.data.OrderStream;
import io.quanttradinggym.sim.data.OrderStreamReplay;
import io.quanttradinggym.sim.data.OrderStreamResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A recorded order stream replayed through the order book.
 *
 * @param result result of the replay
 * @param messagesPerSecond speed of the book after compilation
 */
public record OrderReplay(OrderStreamResult result, double messagesPerSecond) {
  private static final long MEASURED_NANOS = 1_500_000_000L;

  /** Reads a whole stream and replays it. */
  public static OrderReplay run(NamedInput input, ExperimentListener listener) {
    OrderStream stream;
    try {
      stream = OrderStream.read(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    OrderStreamResult result = OrderStreamReplay.run(stream, listener.counting("messages"));
    return new OrderReplay(result, messagesPerSecond(stream, listener));
  }

  /** Median of further passes over the decoded stream. */
  private static double messagesPerSecond(OrderStream stream, ExperimentListener listener) {
    List<Double> speeds = new ArrayList<>();
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      OrderStreamReplay.run(stream, (done, total) -> listener.checkWanted());
      double nanos = System.nanoTime() - start;
      speeds.add(stream.size() * Units.NANOS_PER_SECOND / nanos);
    } while (System.nanoTime() - begin < MEASURED_NANOS);
    Collections.sort(speeds);
    return speeds.get(speeds.size() / 2);
  }
}
