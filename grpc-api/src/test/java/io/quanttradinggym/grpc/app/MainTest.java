package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.command.Console;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.kit.RealData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return Main.run(List.of(words), console, InputStream.nullInputStream(), () -> {});
  }

  private String printed() {
    return out.toString(UTF_8);
  }

  private void assertPrinted(String part) {
    assertTrue(printed().contains(part), this::printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dance", ""})
  void anUnknownCommandIsBadUsage(String command) {
    assertEquals(2, run(command));
    assertPrinted("\"field\":\"command\"");
    assertPrinted("serve");
  }

  @Test
  void noCommandIsBadUsage() {
    assertEquals(2, run());
    assertPrinted("\"error\"");
  }

  @Test
  void errorsOfCommandsAreOneLineOfJson() {
    assertEquals(2, run("replay"));
    assertEquals(1, printed().lines().count());
    assertPrinted("MESSAGE is missing");
  }

  @Test
  void serveNeedsATokenFromSomewhere() {
    assertEquals(2, run("serve"));
    assertTrue(err.toString(UTF_8).contains("token-file"));
    assertEquals("", printed());
  }

  @Test
  void anEmbeddedServerWithoutATokenIsRefused() {
    assertEquals(2, run("serve", "--embedded"));
    assertTrue(err.toString(UTF_8).contains("\"reason\":\"TOKEN\""), err::toString);
  }

  @Test
  void tlsTakesACertificateAndItsKey() {
    assertEquals(2, run("serve", "--embedded", "--tls-cert", "cert.pem"));
    assertTrue(err.toString(UTF_8).contains("together"), err::toString);
  }

  @Test
  void replayComparesEveryLevel(@TempDir Path directory) throws IOException {
    Path messages =
        Files.writeString(
            directory.resolve("message.csv"),
            """
            34200.1,1,11,100,1000000,1
            34200.2,1,12,50,1000200,-1
            34200.3,4,12,20,1000200,-1
            """);
    Path book =
        Files.writeString(
            directory.resolve("orderbook.csv"),
            """
            9999999999,0,1000000,100
            1000200,50,1000000,100
            1000200,30,1000000,100
            """);
    assertEquals(0, run("replay", messages.toString(), book.toString(), "--levels", "1"));
    assertPrinted("\"rows\":3");
    assertPrinted("\"full_depth_match\":1.0");
    assertTrue(err.toString(UTF_8).contains("progress 1.000 3 of 3 messages"), err::toString);
    out.reset();
    assertEquals(0, run("replay", messages.toString(), book.toString()));
    assertPrinted("\"levels\":1,\"full_depth_match\":1.0");
    out.reset();
    assertEquals(2, run("replay", messages.toString(), book.toString(), "--levels", "2"));
    assertPrinted("fields = 4, allowed: 8 for 2 levels");
  }

  @Test
  void replayOrdersGivesTheAnswerOfEveryCorrectEngine() {
    Path stream = RealData.file("matching/stream_small.bin.gz");
    assertEquals(0, run("replay-orders", stream.toString()));
    assertPrinted("\"trade_hash\":\"f61124c1c31ce0e0\"");
    assertPrinted("\"trades\":20411,\"volume\":355464");
    assertPrinted("\"final_best_bid\":100005,\"final_best_ask\":100008");
  }

  @Test
  void equalSeedsPrintEqualDigests(@TempDir Path directory) throws IOException {
    assertEquals(0, run("simulate", "market-making", "--seed", "7", "--until", "2m"));
    Map<String, Object> first = Documents.parseJson(printed(), "output");
    out.reset();
    String recorded = directory.resolve("market").toString();
    assertEquals(0, run("simulate", "market-making", "--seed=7", "--until=2m", "--out", recorded));
    Map<String, Object> second = Documents.parseJson(printed(), "output");
    out.reset();
    assertEquals(0, run("simulate", "market-making", "--until", "2m"));
    Map<String, Object> other = Documents.parseJson(printed(), "output");
    assertEquals(first.get("digest"), second.get("digest"));
    assertNotEquals(first.get("digest"), other.get("digest"));
    assertEquals(7, first.get("seed"));
    assertEquals(34_320_000_000_000L, first.get("until_nanos"));
    assertEquals(
        second.get("trades"),
        Files.readAllLines(directory.resolve("market/trades.csv")).size() - 1);
    List<String> prices = Files.readAllLines(directory.resolve("market/prices.csv"));
    assertEquals(122, prices.size());
    assertTrue(prices.get(1).matches("34200000000000,QTG,\\d+,\\d+,\\d+,.*"), prices.get(1));
  }

  @Test
  void everyFileAboutASimulationIsWritten(@TempDir Path directory) throws IOException {
    String to = directory.toString();
    assertEquals(
        0, run("simulate", "market-making", "--until", "6m", "--out", to, "--levels", "5"));
    out.reset();
    String name = "QTG_2026-01-05_34200000_57600000_%s_5.csv";
    Path messages = directory.resolve(name.formatted("message"));
    Path book = directory.resolve(name.formatted("orderbook"));
    assertEquals(0, run("replay", messages.toString(), book.toString(), "--levels", "5"));
    assertPrinted("\"full_depth_match\":1.0");
    List<String> bars = Files.readAllLines(directory.resolve("bars_1m.csv"));
    assertEquals(7, bars.size());
    assertTrue(bars.get(6).startsWith("34560000000000,QTG,"), bars.get(6));
    assertEquals(3, Files.readAllLines(directory.resolve("bars_5m.csv")).size());
    assertEquals(2, Files.readAllLines(directory.resolve("bars_1h.csv")).size());
    assertTrue(Files.size(directory.resolve("series_QTG.npz")) > 10_000);
  }

  @Test
  void aSavedSimulationGoesOnAsIfItHadNeverStopped(@TempDir Path directory) throws IOException {
    String saved = directory.resolve("saved").toString();
    String tables = directory.resolve("tables").toString();
    assertEquals(
        0, run("simulate", "market-making", "--seed", "7", "--until", "3m", "--save", saved));
    out.reset();
    String[] on = {"simulate", "market-making", "--until", "5m", "--resume", saved};
    assertEquals(0, run(on[0], on[1], on[2], on[3], on[4], on[5], "--tables", tables));
    Map<String, Object> resumed = Documents.parseJson(printed(), "output");
    out.reset();
    assertEquals(0, run("simulate", "market-making", "--seed", "7", "--until", "5m"));
    Map<String, Object> whole = Documents.parseJson(printed(), "output");
    assertEquals(whole.get("digest"), resumed.get("digest"));
    assertEquals(whole.get("events"), resumed.get("events"));
    assertEquals(34_380_000_000_000L, resumed.get("from_nanos"));
    List<String> portfolios = Files.readAllLines(directory.resolve("tables/portfolios.csv"));
    int participants = (Integer) Objects.requireNonNull(whole.get("participants"));
    int accounts = participants + 2; // those of the exchange and the lender
    assertEquals(1 + 2 * accounts, portfolios.size());
    List<String> agents = Files.readAllLines(directory.resolve("tables/agents.csv"));
    assertEquals(1 + participants, agents.size());
    assertTrue(portfolios.get(1).startsWith("34380000000000,"), portfolios.get(1));
    out.reset();
    assertEquals(2, run("simulate", "market-making", "--until", "2m", "--resume", saved));
    assertPrinted("at least 3m");
    out.reset();
    assertEquals(2, run("simulate", "order-execution", "--resume", saved));
    assertPrinted("snapshot.scenario");
  }

  @Test
  void seriesAreWrittenForEverySeed(@TempDir Path directory) throws IOException {
    String to = directory.toString();
    assertEquals(
        0, run("series", "market-making", to, "--seeds", "3", "--seed", "5", "--until", "2m"));
    Map<String, Object> document = Documents.parseJson(printed(), "output");
    out.reset();
    assertEquals(0, run("simulate", "market-making", "--seed", "6", "--until", "2m"));
    Map<String, Object> alone = Documents.parseJson(printed(), "output");
    var second = (Map<?, ?>) ((List<?>) Objects.requireNonNull(document.get("days"))).get(1);
    assertEquals(6, second.get("seed"));
    assertEquals(alone.get("digest"), second.get("digest"));
    assertTrue(Files.exists(directory.resolve("series_QTG_7.npz")));
  }

  @Test
  void scenariosMayBeFilesAndChanged(@TempDir Path directory) throws IOException {
    assertEquals(0, run("schema"));
    assertPrinted("\"$schema\"");
    out.reset();
    assertEquals(0, run("scenarios"));
    assertPrinted("\"name\":\"market-making\"");
    out.reset();
    Path file =
        Files.writeString(
            directory.resolve("mine.yaml"),
            new Scenarios()
                .named("market-making", "{\"name\": \"mine\", \"title\": \"My own\"}")
                .effectiveYaml());
    assertEquals(0, run("simulate", file.toString(), "--until", "10s"));
    assertPrinted("\"scenario\":\"mine\"");
    out.reset();
    String overrides = "{\"population\": [{\"type\": \"noise\", \"cuont\": 3}]}";
    assertEquals(2, run("simulate", "market-making", "--overrides", overrides));
    assertPrinted("population[0].cuont");
    out.reset();
    assertEquals(2, run("simulate", "market-making", "--until", "7h"));
    assertPrinted("at most 6h30m");
  }

  @Test
  void benchMeasuresTheCasesAskedFor() {
    assertEquals(0, run("bench", "--quick", "--only", "market-making"));
    assertPrinted("\"case\":\"simulate market-making\",\"events_per_second\"");
    assertPrinted("\"case\":\"reset market-making\",\"microseconds\"");
    assertPrinted("\"case\":\"reset cold market-making\",\"microseconds\"");
    assertPrinted("\"case\":\"fork market-making\",\"microseconds\"");
    assertPrinted("\"median_microseconds\"");
    assertPrinted("\"case\":\"step market-making\",\"steps_per_second\"");
    out.reset();
    assertEquals(0, run("bench", "--quick", "--only", "step-16"));
    assertPrinted("\"case\":\"step-16\",\"steps_per_second\"");
    out.reset();
    assertEquals(0, run("bench", "--quick", "--only", "match"));
    assertPrinted("\"case\":\"match orders\",\"events_per_second\"");
    out.reset();
    assertEquals(0, run("bench", "--quick", "--only", "step-1", "--scenario", "daily-investor"));
    assertPrinted("\"case\":\"step-1\",\"steps_per_second\"");
    out.reset();
    assertEquals(2, run("bench", "--scenario", "none"));
    assertPrinted("market-making");
    out.reset();
    assertEquals(2, run("bench", "--only", "nothing"));
    assertPrinted("match orders");
    out.reset();
    assertEquals(0, run("bench", "--quick", "--only", "as individuals"));
    assertPrinted("\"case\":\"simulate liquid-large-cap as individuals\",\"events_per_second\"");
    assertPrinted("\"order_events_per_second\"");
    assertPrinted("\"bytes_per_event\"");
    out.reset();
    assertEquals(0, run("bench", "--quick", "--only", "crowd of 1,000 in one"));
    assertPrinted("\"heap_mib\"");
    out.reset();
    assertEquals(0, run("bench", "--quick", "--only", "an hour of rmsc04"));
    assertPrinted("\"case\":\"an hour of rmsc04\",\"microseconds\"");
  }

  @Test
  void filesThatAreNotThereAreBadInput() {
    assertEquals(2, run("replay-orders", "nothing.xz"));
    assertPrinted("\"reason\":\"FILE\"");
    assertPrinted("nothing.xz");
  }
}
