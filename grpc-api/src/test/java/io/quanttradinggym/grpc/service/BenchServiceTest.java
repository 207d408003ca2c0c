package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.v1.BenchServiceGrpc;
import io.quanttradinggym.grpc.v1.RunBenchmarksRequest;
import io.quanttradinggym.grpc.v1.RunBenchmarksResponse;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchServiceTest {
  private static final RunBenchmarksRequest REQUEST =
      RunBenchmarksRequest.newBuilder()
          .setScenario(ScenarioSource.newBuilder().setName("market-making"))
          .setQuick(true)
          .setOnly("step-1, ")
          .build();

  private static List<RunBenchmarksResponse> run(TestServer server) {
    List<RunBenchmarksResponse> responses = new ArrayList<>();
    BenchServiceGrpc.newBlockingStub(server.connect())
        .runBenchmarks(REQUEST)
        .forEachRemaining(responses::add);
    return responses;
  }

  @Test
  void anEmbeddedServerMeasures() {
    try (TestServer server = new TestServer()) {
      var names =
          run(server).stream()
              .filter(RunBenchmarksResponse::hasFigures)
              .map(RunBenchmarksResponse::getFigures)
              .filter(figures -> figures.hasStepsPerSecond() && !figures.hasHeapMib())
              .map(figures -> figures.getName())
              .toList();
      assertEquals(List.of("step-1, 1 thread"), names);
    }
  }

  @Test
  void aServerOfSeveralRefuses() {
    try (TestServer server = new TestServer(false)) {
      var error = assertThrows(StatusRuntimeException.class, () -> run(server));
      assertEquals("address", TestServer.errorInfo(error).getMetadataOrThrow("field"));
      assertTrue(String.valueOf(error.getMessage()).contains("embedded"), error::getMessage);
    }
  }
}
