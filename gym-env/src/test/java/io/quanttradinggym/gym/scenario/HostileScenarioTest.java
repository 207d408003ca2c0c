package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hostile scenarios: each is read, or rejected quickly with a short message. */
final class HostileScenarioTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MAX_ANSWER = 1 << 20;
  private static final String BASE =
      """
      name: market
      instruments: [{symbol: ABC}]
      population: [{type: noise, count: 40, latency: 3ms}]
      episode: {start: 5s, duration: 30s, decision_interval: 1s}
      observation: [touch, clock]
      action: {type: direction, quantity: 10}
      reward: [pnl]
      """;
  private static final List<String> PARTS =
      List.of(
          "- a\n",
          "{",
          "}",
          "[",
          "]",
          "&x ",
          "*x ",
          "<<: ",
          "!!java.lang.Thread ",
          "? ",
          ": ",
          "|\n",
          ">\n",
          "%YAML 1.1\n",
          "---\n",
          "...\n",
          "\t",
          "\u0000",
          "\ud83d\ude00",
          "'",
          "\"",
          "# ",
          "name: ",
          "population: ",
          "count: 1e308\n",
          "count: -0\n",
          "0x7fffffffffffffff",
          ".nan",
          "~",
          "symbol: ",
          "latency: 9999999h\n",
          "type: onnx\n",
          "file: /etc/passwd\n");

  @Test
  void hostileScenariosAreReadOrRefused() {
    play(50, 1);
  }

  @Test
  @Tag("long")
  void fiveHundredHostileScenariosAreReadOrRefused() {
    play(500, 2);
  }

  private static void play(int texts, long seed) {
    RandomStream random = new RandomStream("hostile-scenarios");
    ScenarioLoader loader = ScenarioLoader.ofClassPath();
    for (int i = 0; i < texts; i++) {
      random.seed(seed, i);
      String text = text(random);
      String told = "scenario %d of seed %d".formatted(i, seed);
      assertTimeoutPreemptively(LIMIT, () -> check(loader, text, told), told);
    }
  }

  private static void check(ScenarioLoader loader, String text, String told) {
    long answer = 0;
    for (InvalidInputException problem : loader.validate(text, "")) {
      answer += String.valueOf(problem.getMessage()).length() + problem.value().length();
    }
    assertTrue(answer < MAX_ANSWER, told);
  }

  private static String text(RandomStream random) {
    return switch (random.nextInt(6)) {
      case 0 -> BASE + repeated(random, 1_500_000);
      case 1 -> BASE + "x: " + repeated(random, 200_000);
      case 2 -> keys(random);
      case 3 -> nested(random);
      case 4 -> BASE.replace("40", repeated(random, 100));
      default -> inserted(random);
    };
  }

  private static String repeated(RandomStream random, int length) {
    String part = PARTS.get(random.nextInt(PARTS.size()));
    return part.repeat(1 + random.nextInt(length) / part.length());
  }

  private static String keys(RandomStream random) {
    StringBuilder text = new StringBuilder(BASE);
    int count = random.nextInt(90_000);
    for (int i = 0; i < count; i++) {
      text.append("key").append(i).append(": 1\n");
    }
    return text.toString();
  }

  private static String nested(RandomStream random) {
    int depth = random.nextInt(5_000);
    String open = random.nextBoolean() ? "[" : "{a: ";
    return BASE + "x: " + open.repeat(depth);
  }

  private static String inserted(RandomStream random) {
    StringBuilder text = new StringBuilder(BASE);
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      text.insert(at, PARTS.get(random.nextInt(PARTS.size())));
      text.deleteCharAt(random.nextInt(text.length()));
    }
    return text.toString();
  }

  @Test
  void moreInstrumentsThanCanBeNamedAreRefusedAtOnce() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      many.append("{symbol: S%d}, ".formatted(i));
    }
    String text = BASE.replace("{symbol: ABC}", many.toString());
    List<InvalidInputException> problems =
        assertTimeoutPreemptively(LIMIT, () -> ScenarioLoader.ofClassPath().validate(text, ""));
    assertEquals(
        "instruments: got 5000 elements, expected at most 1000 elements",
        problems.getFirst().getMessage());
  }

  @Test
  void onlyTheFirstProblemsAreReported() {
    StringBuilder text = new StringBuilder(BASE);
    for (int i = 0; i < 1_000; i++) {
      text.append("key").append(i).append(": 1\n");
    }
    assertEquals(100, ScenarioLoader.ofClassPath().validate(text.toString(), "").size());
  }
}
