package io.quanttradinggym.grpc.command;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.data.OrderStream;
import io.quanttradinggym.sim.data.OrderStreamReplay;
import io.quanttradinggym.sim.data.OrderStreamResult;
import io.quanttradinggym.sim.data.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends a recorded order stream through our book and prints what came of it. */
public final class ReplayOrdersCommand implements Command {
  private static final long MEASURED_NANOS = 1_500 * Units.NANOS_PER_MILLI;

  @Override
  public String name() {
    return "replay-orders";
  }

  @Override
  public Arguments.Usage usage() {
    return new Arguments.Usage(List.of("STREAM"), List.of(), List.of(), List.of());
  }

  @Override
  public Map<String, Object> run(Arguments arguments, Console console) {
    OrderStream stream = read(Path.of(arguments.get(0)));
    OrderStreamResult result = OrderStreamReplay.run(stream, console.progress("messages"));
    return document(result, messagesPerSecond(stream));
  }

  /** Median of further passes over the decoded stream: the speed of the book, once compiled. */
  private static double messagesPerSecond(OrderStream stream) {
    List<Double> speeds = new ArrayList<>();
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      OrderStreamReplay.run(stream, ProgressListener.NONE);
      speeds.add(stream.size() / Units.seconds(System.nanoTime() - start));
    } while (System.nanoTime() - begin < MEASURED_NANOS);
    Collections.sort(speeds);
    return speeds.get(speeds.size() / 2);
  }

  private static OrderStream read(Path file) {
    try {
      return OrderStream.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> document(OrderStreamResult result, double messagesPerSecond) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("messages", result.messages());
    document.put("trades", result.trades());
    document.put("volume", result.volumeLots());
    document.put("trade_hash", result.tradeHashHex());
    document.put("messages_per_second", messagesPerSecond);
    document.put("final_live_orders", result.liveOrders());
    document.put("final_live_quantity", result.liveQuantityLots());
    document.put("final_best_bid", result.bestBidTicks());
    document.put("final_best_ask", result.bestAskTicks());
    document.put("final_levels", result.levels());
    return document;
  }
}
