package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.quanttradinggym.grpc.service.TestServer;
import io.quanttradinggym.grpc.v1.GetScenarioSchemaRequest;
import io.quanttradinggym.grpc.v1.ListScenariosRequest;
import io.quanttradinggym.grpc.v1.Recording;
import io.quanttradinggym.grpc.v1.ScenarioServiceGrpc;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import io.quanttradinggym.grpc.v1.SimulateRequest;
import io.quanttradinggym.grpc.v1.SimulateResponse;
import io.quanttradinggym.grpc.v1.SimulationResult;
import io.quanttradinggym.grpc.v1.SimulationServiceGrpc;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.scenario.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
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

  private static final String TOKEN = "0123456789abcdef";

  @TempDir private static Path directory;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Process server;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static ManagedChannel channel;

  /** What the page shows, by the path that it names. */
  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    FILE.matcher(Files.readString(Path.of("..", "docs", "extending.md")))
        .results()
        .forEach(found -> files.put(found.group(1), found.group(2)));
    return files;
  }

  private static void addTheFiles() throws IOException {
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

  /** A server with the added files in front of its class path. */
  private static Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.add("-cp");
    command.add(directory.resolve("classes") + System.getProperty("path.separator") + CLASS_PATH);
    command.add(Main.class.getName());
    command.addAll(List.of("serve", "--embedded"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().write((TOKEN + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
    return process;
  }

  @BeforeAll
  static void connect() throws IOException {
    addTheFiles();
    server = start();
    String line =
        new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8)).readLine();
    Object address = Documents.parseJson(String.valueOf(line), "announcement").get("address");
    channel =
        NettyChannelBuilder.forTarget(String.valueOf(address))
            .usePlaintext()
            .intercept(TestServer.bearer(TOKEN))
            .build();
    SessionServiceGrpc.newBlockingStub(channel)
        .handshake(TestServer.handshake(BuildInfo.identity()));
  }

  @AfterAll
  static void disconnect() {
    channel.shutdownNow();
    server.destroy();
  }

  private static SimulateRequest.Builder takeover(String until) {
    return SimulateRequest.newBuilder()
        .setScenario(ScenarioSource.newBuilder().setName("takeover-target"))
        .setSeed(7)
        .setUntil(until);
  }

  private static List<SimulateResponse> simulate(SimulateRequest.Builder request) {
    List<SimulateResponse> responses = new ArrayList<>();
    SimulationServiceGrpc.newBlockingStub(channel)
        .simulate(request.build())
        .forEachRemaining(responses::add);
    return responses;
  }

  @Test
  void theScenarioPlaysWithAllOfThem() {
    SimulationResult with = simulate(takeover("40m")).getLast().getResult();
    assertEquals("takeover-target", with.getScenario());
    assertEquals(43, with.getParticipants());
    ByteString state =
        simulate(takeover("25m").setSaveState(true)).stream()
            .map(SimulateResponse::getState)
            .reduce(ByteString.EMPTY, ByteString::concat);
    var resumed =
        simulate(takeover("40m").setSavedState(state).setRecording(Recording.RECORDING_TABLES));
    assertEquals(
        with.getDigest(),
        resumed.getLast().getResult().getDigest(),
        "what was added restores its state");
    assertTrue(
        resumed.stream()
            .map(SimulateResponse::getFile)
            .filter(file -> file.getName().equals("trades.csv"))
            .anyMatch(file -> file.getContent().toStringUtf8().contains("channel-breakout-")));
  }

  @Test
  void whatIsAddedIsInTheSchemaAndTheCatalogue() {
    var scenarios = ScenarioServiceGrpc.newBlockingStub(channel);
    String schema =
        scenarios.getScenarioSchema(GetScenarioSchemaRequest.getDefaultInstance()).getJsonSchema();
    for (String type : List.of("channel-breakout", "takeover", "mean_wait")) {
      assertTrue(schema.contains(type), type);
    }
    String catalogue =
        scenarios.listScenarios(ListScenariosRequest.getDefaultInstance()).toString();
    assertTrue(catalogue.contains("A possible takeover"), catalogue);
  }
}
