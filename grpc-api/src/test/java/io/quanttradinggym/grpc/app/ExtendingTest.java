package io.quanttradinggym.grpc.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.scenario.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An indicator, a kind of agent, a fair value process and a scenario are one file each: those that
 * docs/extending.md shows are compiled and put on the class path, and nothing else is done.
 */
final class ExtendingTest {
  private static final Pattern FILE =
      Pattern.compile(
          "^`([\\w-]+/\\S+)`.*?^```(?:java|yaml)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final String CLASS_PATH = System.getProperty("java.class.path", "");

  @TempDir private static Path directory;

  /** What the page shows, by the path that it names. */
  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    FILE.matcher(Files.readString(Path.of("..", "docs", "extending.md")))
        .results()
        .forEach(found -> files.put(found.group(1), found.group(2)));
    return files;
  }

  @BeforeAll
  static void addTheFiles() throws IOException {
    Path scenarios = Files.createDirectories(directory.resolve("classes/scenarios"));
    for (Map.Entry<String, String> scenario : Catalogue.load().texts().entrySet()) {
      Files.writeString(scenarios.resolve(scenario.getKey() + ".yaml"), scenario.getValue());
    }
    List<Path> sources = new ArrayList<>();
    for (Map.Entry<String, String> file : files().entrySet()) {
      String path = file.getKey();
      Path to;
      if (path.endsWith(".java")) {
        to = directory.resolve("sources").resolve(path.substring(path.indexOf("io/quant")));
        sources.add(to);
      } else {
        assertTrue(path.contains("/resources/scenarios/"), path);
        to = scenarios.resolve(String.valueOf(Path.of(path).getFileName()));
      }
      Files.createDirectories(to.getParent());
      Files.writeString(to, file.getValue());
    }
    assertEquals(3, sources.size());
    compile(sources);
  }

  private static void compile(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (var manager = compiler.getStandardFileManager(problems, null, null)) {
      List<String> options =
          List.of(
              "-d",
              directory.resolve("classes").toString(),
              "-classpath",
              CLASS_PATH,
              "-processor",
              "com.google.auto.service.processor.AutoServiceProcessor",
              "-Xlint:all,-processing,-serial,-classfile,-path",
              "-Xdoclint:all,-missing",
              "-Werror");
      var units = manager.getJavaFileObjectsFromPaths(sources);
      boolean done = compiler.getTask(null, manager, problems, options, null, units).call();
      assertTrue(done, () -> problems.getDiagnostics().toString());
    }
  }

  /** Runs the command line with the added files in front of the class path. */
  private static Map<String, Object> run(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.add("-cp");
    command.add(directory.resolve("classes") + System.getProperty("path.separator") + CLASS_PATH);
    command.add("io.quanttradinggym.grpc.app.Main");
    command.addAll(List.of(words));
    Path out = directory.resolve("out.json");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), Files.readString(out));
    return Documents.parseJson(Files.readString(out), "output");
  }

  @Test
  void theScenarioPlaysWithAllOfThem() throws Exception {
    Map<String, Object> with = run("simulate", "takeover-target", "--seed", "7", "--until", "40m");
    assertEquals("takeover-target", with.get("scenario"));
    assertEquals(43, with.get("participants"));
    String tables = directory.resolve("tables").toString();
    String saved = directory.resolve("saved").toString();
    run("simulate", "takeover-target", "--seed", "7", "--until", "25m", "--save", saved);
    Map<String, Object> resumed =
        run("simulate", "takeover-target", "--until", "40m", "--resume", saved, "--tables", tables);
    assertEquals(with.get("digest"), resumed.get("digest"), "what was added restores its state");
    List<String> trades = Files.readAllLines(directory.resolve("tables/trades.csv"));
    assertTrue(trades.stream().anyMatch(line -> line.contains("channel-breakout-")));
  }

  @Test
  void whatIsAddedIsInTheSchemaAndTheCatalogue() throws Exception {
    String schema = run("schema").toString();
    for (String type : List.of("channel-breakout", "takeover", "mean_wait")) {
      assertTrue(schema.contains(type), type);
    }
    assertNotNull(run("scenarios").get("scenarios"));
    assertTrue(run("scenarios").toString().contains("A company that may be bought"));
  }
}
