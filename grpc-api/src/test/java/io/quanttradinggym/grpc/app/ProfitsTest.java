package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.command.Console;
import io.quanttradinggym.gym.config.Documents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What participants earn, as the command tells it. */
@Tag("slow")
final class ProfitsTest {
  private static final double MICROS = 1e6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    out.reset();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return Main.run(List.of(words), console, InputStream.nullInputStream(), () -> {});
  }

  /** The rows of the document, by the agent's name. */
  private Map<String, Map<?, ?>> profits(String... words) {
    assertEquals(0, run(words), out::toString);
    Map<String, Map<?, ?>> rows = new LinkedHashMap<>();
    Map<String, Object> document = Documents.parseJson(out.toString(UTF_8), "output");
    for (Object row : document.get("agents") instanceof List<?> list ? list : List.of()) {
      Map<?, ?> fields = (Map<?, ?>) row;
      rows.put(String.valueOf(fields.get("agent")), fields);
    }
    return rows;
  }

  private static double number(Map<String, Map<?, ?>> rows, String agent, String field) {
    return rows.getOrDefault(agent, Map.of()).get(field) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  /** Low and high. */
  private static List<Double> interval(Map<String, Map<?, ?>> rows, String agent, String field) {
    return rows.getOrDefault(agent, Map.of()).get(field) instanceof List<?> bounds
        ? bounds.stream().map(bound -> ((Number) bound).doubleValue()).toList()
        : List.of(Double.NaN, Double.NaN);
  }

  @Test
  void profitsAreTheChangeOfPortfolios(@TempDir Path directory) throws IOException {
    String variant = "{\"fees\": {\"taker_per_lot\": 1.0}}";
    Map<String, Map<?, ?>> rows =
        profits(
            "profits",
            "market-making",
            "--seed=5",
            "--seeds=2",
            "--until=2m",
            "--against",
            variant);
    assertTrue(err.toString(UTF_8).contains("progress 1.000 4 of 4 days"), err::toString);
    double change = 0;
    for (String seed : List.of("5", "6")) {
      String to = directory.resolve(seed).toString();
      assertEquals(
          0, run("simulate", "market-making", "--seed", seed, "--until=2m", "--tables", to));
      List<String> lines = Files.readAllLines(directory.resolve(seed).resolve("portfolios.csv"));
      change += equityMicros(lines.getLast(), lines) - equityMicros(lines.get(1), lines);
    }
    double mean = number(rows, "noise", "pnl_mean");
    double against = number(rows, "noise", "against_mean");
    assertEquals(change / 2 / 40 / MICROS, mean, 1e-6);
    assertTrue(against < mean, "fees");
    List<Double> difference = interval(rows, "noise", "difference_ci95");
    assertEquals(mean - against, (difference.getFirst() + difference.getLast()) / 2, 1e-6);
    assertEquals(mean - against, number(rows, "noise", "difference_mean"), 1e-9);
  }

  /** Equity of all noise traders together at the time of a row. */
  private static double equityMicros(String row, List<String> portfolios) {
    String begin = row.substring(0, row.indexOf(',')) + ",noise-";
    return portfolios.stream()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
        .sum();
  }

  @Test
  void anIntervalNeedsTwoDays() {
    assertEquals(2, run("profits", "market-making", "--seeds", "1"));
    assertTrue(out.toString(UTF_8).contains("2 to 100000"), out::toString);
  }

  /** As docs/agents.md tells, on fewer and shorter days. */
  @Test
  void thoseWhoKnowEarnAndTrendsAreGoodForThoseWhoFollowThem() {
    Map<String, Map<?, ?>> rows =
        profits(
            "profits", "three-shares", "--seeds=16", "--until=3h", "--against", "{\"news\": []}");
    for (String agent :
        List.of("market-maker", "avellaneda-stoikov", "value-ccc", "informed", "momentum")) {
      assertTrue(interval(rows, agent, "ci95").getFirst() > 0, agent);
    }
    for (String agent : List.of("noise", "noise-bbb", "noise-ccc", "bollinger-reversion")) {
      assertTrue(interval(rows, agent, "ci95").getLast() < 0, agent);
    }
    for (String agent : List.of("momentum", "rsi-momentum")) {
      assertTrue(interval(rows, agent, "difference_ci95").getFirst() > 0, agent);
    }
    assertTrue(interval(rows, "bollinger-reversion", "difference_ci95").getLast() < 0);
  }
}
