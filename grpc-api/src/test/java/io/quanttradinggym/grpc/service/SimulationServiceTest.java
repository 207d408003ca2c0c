package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.v1.FileChunk;
import io.quanttradinggym.grpc.v1.MeasurePnlRequest;
import io.quanttradinggym.grpc.v1.MeasurePnlResponse;
import io.quanttradinggym.grpc.v1.PnlReport;
import io.quanttradinggym.grpc.v1.RecordSeriesRequest;
import io.quanttradinggym.grpc.v1.RecordSeriesResponse;
import io.quanttradinggym.grpc.v1.Recording;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.SimulateRequest;
import io.quanttradinggym.grpc.v1.SimulateResponse;
import io.quanttradinggym.grpc.v1.SimulationServiceGrpc;
import io.quanttradinggym.grpc.v1.SimulationServiceGrpc.SimulationServiceBlockingStub;
import io.quanttradinggym.kit.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SimulationServiceTest {
  private static final ScenarioSource SCENARIO =
      ScenarioSource.newBuilder().setName("market-making").build();

  private final TestServer server = new TestServer();
  private final SimulationServiceBlockingStub stub =
      SimulationServiceGrpc.newBlockingStub(server.connect());

  @AfterEach
  void close() {
    server.close();
  }

  private static SimulateRequest.Builder request(String until) {
    return SimulateRequest.newBuilder().setScenario(SCENARIO).setSeed(7).setUntil(until);
  }

  private List<SimulateResponse> simulate(SimulateRequest.Builder request) {
    List<SimulateResponse> responses = new ArrayList<>();
    stub.simulate(request.build()).forEachRemaining(responses::add);
    return responses;
  }

  private static Map<String, ByteString> files(Stream<FileChunk> chunks) {
    Map<String, ByteString> files = new TreeMap<>();
    chunks.forEach(chunk -> files.merge(chunk.getName(), chunk.getContent(), ByteString::concat));
    return files;
  }

  @Test
  void filesAndStateComeBeforeTheResult() {
    var whole = simulate(request("4m").setRecording(Recording.RECORDING_ALL).setLevels(5));
    var files =
        files(whole.stream().filter(SimulateResponse::hasFile).map(SimulateResponse::getFile));
    assertTrue(
        files.containsKey("QTG_2026-01-05_34200000_57600000_message_5.csv"), files::toString);
    String trades = files.getOrDefault("trades.csv", ByteString.EMPTY).toStringUtf8();
    var result = whole.getLast().getResult();
    assertEquals(result.getTrades() + 1, trades.lines().count());
    assertTrue(whole.stream().anyMatch(r -> r.getProgress().getFraction() == 1));

    var half = simulate(request("2m").setSaveState(true));
    ByteString state =
        half.stream().map(SimulateResponse::getState).reduce(ByteString.EMPTY, ByteString::concat);
    var resumed = simulate(request("4m").setSavedState(state)).getLast().getResult();
    assertEquals(result.getDigest(), resumed.getDigest());
    assertEquals(half.getLast().getResult().getUntilNanos(), resumed.getFromNanos());
  }

  @Test
  void wrongRequestsAreRefused() {
    assertRefused("until", request("7h"));
    assertRefused("levels", request("1m").setLevels(-1));
    assertRefused("recording", request("1m").setRecordingValue(9));
    assertRefused("scenario", SimulateRequest.newBuilder());
    ByteString noState = ByteString.copyFromUtf8("nothing");
    assertRefused("snapshot", request("1m").setSavedState(noState));
  }

  private void assertRefused(String field, SimulateRequest.Builder request) {
    StatusRuntimeException error =
        assertThrows(StatusRuntimeException.class, () -> simulate(request));
    assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
    String actual = TestServer.errorInfo(error).getMetadataOrDefault("field", "");
    assertTrue(actual.startsWith(field), actual);
  }

  /**
   * The day takes many minutes. Other servers of this machine may have folders of their own at the
   * same time.
   */
  @Test
  void aCancelledCallEndsAndLeavesNothing() throws Exception {
    String busy =
        "{\"population\": [{\"type\": \"noise\", \"count\": 100, \"mean_interval\": \"1ms\"}]}";
    SimulateRequest.Builder day =
        request("").setScenario(SCENARIO.toBuilder().setOverridesJson(busy));
    List<Path> before = ownFolders();
    Context.CancellableContext context = Context.current().withCancellation();
    context.run(() -> {
      Iterator<SimulateResponse> responses =
          stub.simulate(day.setRecording(Recording.RECORDING_ALL).build());
      assertTrue(responses.next().hasProgress());
    });
    List<Path> made = new ArrayList<>(ownFolders());
    made.removeAll(before);
    assertFalse(made.isEmpty());
    context.cancel(null);
    assertTrue(Waiting.until(() -> made.stream().noneMatch(Files::exists)), made::toString);
  }

  private static List<Path> ownFolders() throws IOException {
    try (var paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return paths
          .filter(path -> String.valueOf(path.getFileName()).startsWith("qtg-server-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyDayComesWithItsSeries() {
    RecordSeriesRequest request =
        RecordSeriesRequest.newBuilder()
            .setScenario(SCENARIO)
            .setSeed(6)
            .setSeeds(2)
            .setUntil("2m")
            .build();
    List<RecordSeriesResponse> responses = new ArrayList<>();
    stub.recordSeries(request).forEachRemaining(responses::add);
    var files =
        files(
            responses.stream()
                .filter(RecordSeriesResponse::hasFile)
                .map(RecordSeriesResponse::getFile));
    assertEquals(List.of("series_QTG_6.npz", "series_QTG_7.npz"), List.copyOf(files.keySet()));
    String digest =
        responses.stream()
            .filter(response -> response.getDay().getSeed() == 7)
            .findAny()
            .orElseThrow()
            .getDay()
            .getDigest();
    assertEquals(simulate(request("2m")).getLast().getResult().getDigest(), digest);
  }

  @Test
  void pnlIsComparedSeedBySeed() {
    MeasurePnlRequest request =
        MeasurePnlRequest.newBuilder()
            .setScenario(SCENARIO)
            .setAgainst(SCENARIO)
            .setSeeds(2)
            .setUntil("1m")
            .build();
    List<MeasurePnlResponse> responses = new ArrayList<>();
    stub.measurePnl(request).forEachRemaining(responses::add);
    PnlReport report = responses.getLast().getReport();
    assertEquals("market-making", report.getScenario());
    report
        .getAgentsList()
        .forEach(agent -> {
          assertEquals(agent.getPnl(), agent.getAgainst());
          assertEquals(0, agent.getDifference().getMean());
        });
  }
}
