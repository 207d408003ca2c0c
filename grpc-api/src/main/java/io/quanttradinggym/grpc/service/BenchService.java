package io.quanttradinggym.grpc.service;

import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.stream.AnswerStream;
import io.quanttradinggym.grpc.stream.CallListener;
import io.quanttradinggym.grpc.v1.BenchServiceGrpc.BenchServiceImplBase;
import io.quanttradinggym.grpc.v1.RunBenchmarksRequest;
import io.quanttradinggym.grpc.v1.RunBenchmarksResponse;
import io.quanttradinggym.gym.experiment.BenchmarkFigures;
import io.quanttradinggym.gym.experiment.BenchmarkSettings;
import io.quanttradinggym.gym.experiment.Benchmarks;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.concurrent.Executor;

/** Runs benchmarks. Only an embedded server offers this service. */
final class BenchService extends BenchServiceImplBase {
  private final Benchmarks benchmarks;
  private final ScenarioSources sources;
  private final boolean embedded;
  private final Executor workers;

  /**
   * @param embedded whether one process starts the server for its exclusive use
   */
  BenchService(Scenarios scenarios, boolean embedded, Executor workers) {
    benchmarks = new Benchmarks(scenarios);
    sources = new ScenarioSources(scenarios);
    this.embedded = embedded;
    this.workers = workers;
  }

  @Override
  public void runBenchmarks(
      RunBenchmarksRequest request, StreamObserver<RunBenchmarksResponse> responses) {
    Calls.stream(responses, workers, (leases, answers) -> run(request, leases, answers));
  }

  private void run(
      RunBenchmarksRequest request, Leases leases, AnswerStream<RunBenchmarksResponse> answers) {
    if (!embedded) {
      throw new ProblemException(
          Reason.ARGUMENT,
          "address",
          "a server that others use as well",
          "none: benchmarks run on the embedded server only");
    }
    String id = request.getPolicyId();
    BenchmarkSettings settings =
        new BenchmarkSettings(
            sources.read(request.getScenario()),
            request.getQuick(),
            request.getOnly(),
            id.isEmpty() ? null : leases.get(id));
    benchmarks.run(
        settings,
        figures -> answers.send(message(figures)),
        new CallListener<>(
            answers, p -> RunBenchmarksResponse.newBuilder().setProgress(p).build()));
  }

  private static RunBenchmarksResponse message(BenchmarkFigures figures) {
    var message = io.quanttradinggym.grpc.v1.BenchmarkFigures.newBuilder();
    message.setName(figures.name());
    figures
        .values()
        .forEach((kind, value) -> {
          switch (kind) {
            case STEPS_PER_SECOND -> message.setStepsPerSecond(value);
            case EVENTS_PER_SECOND -> message.setEventsPerSecond(value);
            case ORDER_EVENTS_PER_SECOND -> message.setOrderEventsPerSecond(value);
            case BYTES_PER_EVENT -> message.setBytesPerEvent(value);
            case MICROSECONDS -> message.setMicroseconds(value);
            case MEDIAN_MICROSECONDS -> message.setMedianMicroseconds(value);
            case FASTEST_SHARE -> message.setFastestShare(value);
            case HEAP_MIB -> message.setHeapMib(value);
            case LIVE_ORDERS -> message.setLiveOrders(value.longValue());
          }
        });
    return RunBenchmarksResponse.newBuilder().setFigures(message).build();
  }
}
