package io.quanttradinggym.grpc.service;

import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.mapping.ProtoMapping;
import io.quanttradinggym.grpc.stream.AnswerStream;
import io.quanttradinggym.grpc.stream.CallListener;
import io.quanttradinggym.grpc.stream.OutgoingFiles;
import io.quanttradinggym.grpc.v1.AgentPnl;
import io.quanttradinggym.grpc.v1.MeanEstimate;
import io.quanttradinggym.grpc.v1.MeasurePnlRequest;
import io.quanttradinggym.grpc.v1.MeasurePnlResponse;
import io.quanttradinggym.grpc.v1.PnlReport;
import io.quanttradinggym.grpc.v1.RecordSeriesRequest;
import io.quanttradinggym.grpc.v1.RecordSeriesResponse;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.SeriesDay;
import io.quanttradinggym.grpc.v1.SimulateRequest;
import io.quanttradinggym.grpc.v1.SimulateResponse;
import io.quanttradinggym.grpc.v1.SimulationResult;
import io.quanttradinggym.grpc.v1.SimulationServiceGrpc.SimulationServiceImplBase;
import io.quanttradinggym.gym.experiment.DaysSettings;
import io.quanttradinggym.gym.experiment.PnlExperiment;
import io.quanttradinggym.gym.experiment.RecordedFiles;
import io.quanttradinggym.gym.experiment.SeriesExperiment;
import io.quanttradinggym.gym.experiment.SimulationExperiment;
import io.quanttradinggym.gym.experiment.SimulationSettings;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.scenario.Scenario;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Runs markets without the scenario's trader. */
final class SimulationService extends SimulationServiceImplBase {
  private static final int DEFAULT_LEVELS = 10;

  private final ScenarioSources sources;
  private final Executor workers;

  SimulationService(ScenarioSources sources, Executor workers) {
    this.sources = sources;
    this.workers = workers;
  }

  @Override
  public void simulate(SimulateRequest request, StreamObserver<SimulateResponse> responses) {
    Calls.stream(responses, workers, (leases, answers) -> simulate(request, leases, answers));
  }

  private void simulate(
      SimulateRequest request, Leases leases, AnswerStream<SimulateResponse> answers) {
    Scenario scenario = sources.read(request.getScenario());
    SimulationExperiment experiment =
        new SimulationExperiment(scenario, leases.of(request.getScenario()));
    try (OutgoingFiles files = new OutgoingFiles()) {
      var result =
          experiment.run(
              settings(request),
              files.folder(),
              new CallListener<>(
                  answers, p -> SimulateResponse.newBuilder().setProgress(p).build()));
      files.sendAll(chunk -> answers.send(SimulateResponse.newBuilder().setFile(chunk).build()));
      OutgoingFiles.split(
          result.state(),
          part -> answers.send(SimulateResponse.newBuilder().setState(part).build()));
      answers.send(SimulateResponse.newBuilder().setResult(result(scenario, result)).build());
    }
  }

  private static SimulationSettings settings(SimulateRequest request) {
    RecordedFiles files =
        switch (request.getRecording()) {
          case RECORDING_UNSPECIFIED -> RecordedFiles.NONE;
          case RECORDING_TABLES -> RecordedFiles.TABLES;
          case RECORDING_ALL -> RecordedFiles.ALL;
          case UNRECOGNIZED ->
              throw new ProblemException(
                  Reason.ARGUMENT, "recording", request.getRecordingValue(), "TABLES, ALL");
        };
    return new SimulationSettings(
        request.getSeed(),
        request.getUntil(),
        files,
        request.getLevels() == 0 ? DEFAULT_LEVELS : request.getLevels(),
        request.getSavedState().toByteArray(),
        request.getSaveState());
  }

  private static SimulationResult result(
      Scenario scenario, io.quanttradinggym.gym.experiment.SimulationResult result) {
    return SimulationResult.newBuilder()
        .setScenario(result.scenario())
        .setSeed(result.seed())
        .setDigest(ProtoMapping.digest(result.digest()))
        .setEvents(result.events())
        .setOrderEvents(result.orderEvents())
        .setTrades(result.trades())
        .setParticipants(result.participants())
        .setOpenNanos(result.openNanos())
        .setCloseNanos(result.closeNanos())
        .setFromNanos(result.fromNanos())
        .setUntilNanos(result.untilNanos())
        .setWallSeconds(result.wallSeconds())
        .setEventsPerSecond(result.eventsPerSecond())
        .setScenarioJson(scenario.canonicalJson())
        .setScenarioHash(scenario.hash())
        .build();
  }

  @Override
  public void recordSeries(
      RecordSeriesRequest request, StreamObserver<RecordSeriesResponse> responses) {
    Calls.stream(responses, workers, (leases, answers) -> recordSeries(request, leases, answers));
  }

  private void recordSeries(
      RecordSeriesRequest request, Leases leases, AnswerStream<RecordSeriesResponse> answers) {
    SimulationFactory market = market(request.getScenario(), leases);
    try (OutgoingFiles files = new OutgoingFiles()) {
      new SeriesExperiment(market)
          .run(
              new DaysSettings(request.getSeed(), request.getSeeds(), request.getUntil()),
              files.folder(),
              day -> send(day, answers),
              new CallListener<>(
                  answers, p -> RecordSeriesResponse.newBuilder().setProgress(p).build()));
    }
  }

  private SimulationFactory market(ScenarioSource source, Leases leases) {
    return new SimulationFactory(sources.read(source), leases.of(source));
  }

  private static void send(
      io.quanttradinggym.gym.experiment.SeriesDay day, AnswerStream<RecordSeriesResponse> answers) {
    SeriesDay.Builder message =
        SeriesDay.newBuilder()
            .setSeed(day.seed())
            .setDigest(ProtoMapping.digest(day.digest()))
            .setOrderEvents(day.orderEvents())
            .setTrades(day.trades())
            .setWallSeconds(day.wallSeconds());
    for (Path file : day.files()) {
      OutgoingFiles.send(
          file, chunk -> answers.send(RecordSeriesResponse.newBuilder().setFile(chunk).build()));
      message.addFiles(String.valueOf(file.getFileName()));
    }
    answers.send(RecordSeriesResponse.newBuilder().setDay(message).build());
  }

  @Override
  public void measurePnl(MeasurePnlRequest request, StreamObserver<MeasurePnlResponse> responses) {
    Calls.stream(responses, workers, (leases, answers) -> measurePnl(request, leases, answers));
  }

  private void measurePnl(
      MeasurePnlRequest request, Leases leases, AnswerStream<MeasurePnlResponse> answers) {
    SimulationFactory variant = request.hasAgainst() ? market(request.getAgainst(), leases) : null;
    var report =
        new PnlExperiment(market(request.getScenario(), leases), variant)
            .run(
                new DaysSettings(request.getSeed(), request.getSeeds(), request.getUntil()),
                new CallListener<>(
                    answers, p -> MeasurePnlResponse.newBuilder().setProgress(p).build()));
    answers.send(MeasurePnlResponse.newBuilder().setReport(report(report)).build());
  }

  private static PnlReport report(io.quanttradinggym.gym.experiment.PnlReport report) {
    PnlReport.Builder message =
        PnlReport.newBuilder()
            .setScenario(report.scenario())
            .setSeed(report.settings().seed())
            .setSeeds(report.settings().seeds())
            .setOpenNanos(report.openNanos())
            .setUntilNanos(report.untilNanos());
    report.agents().forEach(agent -> message.addAgents(agent(agent)));
    return message.build();
  }

  private static AgentPnl agent(io.quanttradinggym.gym.experiment.AgentPnl agent) {
    AgentPnl.Builder message =
        AgentPnl.newBuilder()
            .setAgent(agent.agent())
            .setType(agent.type())
            .setCount(agent.count())
            .setPnl(estimate(agent.pnl()));
    if (agent.against() != null) {
      message.setAgainst(estimate(agent.against()));
    }
    if (agent.difference() != null) {
      message.setDifference(estimate(agent.difference()));
    }
    return message.build();
  }

  private static MeanEstimate estimate(io.quanttradinggym.gym.statistics.MeanEstimate estimate) {
    return MeanEstimate.newBuilder()
        .setMean(estimate.mean())
        .setCi95Low(estimate.ci95().low())
        .setCi95High(estimate.ci95().high())
        .build();
  }
}
