package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.mapping.ReportMapping;
import io.quanttradinggym.grpc.stream.AnswerStream;
import io.quanttradinggym.grpc.v1.EvaluatePoliciesRequest;
import io.quanttradinggym.grpc.v1.EvaluatePoliciesResponse;
import io.quanttradinggym.grpc.v1.PolicyReference;
import io.quanttradinggym.grpc.v1.RecordEpisodesRequest;
import io.quanttradinggym.grpc.v1.RecordEpisodesResponse;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.gym.api.Baseline;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.evaluation.EvaluationListener;
import io.quanttradinggym.gym.evaluation.EvaluationReport;
import io.quanttradinggym.gym.evaluation.EvaluationSettings;
import io.quanttradinggym.gym.evaluation.Evaluator;
import io.quanttradinggym.gym.orderbook.AgentRollouts;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.rollout.Rollout;
import io.quanttradinggym.gym.rollout.RolloutCollector;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Market;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the policies of a request and sends the results. */
final class PolicyPlayer {
  private static final int DEFAULT_TUNING_EPISODES = 100;
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int MOST_THREADS_PER_CORE = 2;
  private static final int MAX_RECORDED_EPISODES = 1_000_000;
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ScenarioSources sources;
  private final WarmupCache warmups;

  /**
   * @param warmups states in which episodes may begin
   */
  PolicyPlayer(Scenarios scenarios, WarmupCache warmups) {
    this.warmups = warmups;
    sources = new ScenarioSources(scenarios);
  }

  void evaluate(
      EvaluatePoliciesRequest request,
      Leases leases,
      AnswerStream<EvaluatePoliciesResponse> answers) {
    EnvironmentFactory environments = environments(request.getScenario(), leases);
    Market market = environments.scenario().market();
    List<Entrant> entrants = new ArrayList<>();
    for (PolicyReference reference : request.getPoliciesList()) {
      entrants.add(entrant(reference, market, leases));
    }
    if (request.getAllBaselines()) {
      addMissing(entrants, market.baselines());
    }
    EvaluationReport report =
        Problems.reporting(
            Reason.ARGUMENT,
            () ->
                new Evaluator(environments)
                    .evaluate(entrants, settings(request), progress(answers)));
    answers.send(
        EvaluatePoliciesResponse.newBuilder().setReport(ReportMapping.report(report)).build());
  }

  private static void addMissing(List<Entrant> entrants, List<Baseline> more) {
    for (Baseline baseline : more) {
      if (entrants.stream().noneMatch(c -> c.name().equals(baseline.name()))) {
        entrants.add(new Entrant.HandWritten(baseline));
      }
    }
  }

  private static EvaluationSettings settings(EvaluatePoliciesRequest request) {
    int threads = request.getThreads();
    int tuningEpisodes = request.getTuningEpisodes();
    return new EvaluationSettings(
        request.getSeed(),
        request.getEpisodes(),
        threads == 0 ? CORES : Math.min(threads, MOST_THREADS_PER_CORE * CORES),
        request.getTuningSeed(),
        tuningEpisodes == 0 ? DEFAULT_TUNING_EPISODES : tuningEpisodes);
  }

  private static EvaluationListener progress(AnswerStream<EvaluatePoliciesResponse> answers) {
    return new EvaluationListener() {
      private long lastNanos = System.nanoTime() - PROGRESS_NANOS;

      @Override
      public void onEpisode(String policy, long completed, long total) {
        answers.checkWanted();
        if (completed == total || System.nanoTime() - lastNanos >= PROGRESS_NANOS) {
          lastNanos = System.nanoTime();
          answers.offer(
              EvaluatePoliciesResponse.newBuilder()
                  .setProgress(
                      EvaluatePoliciesResponse.Progress.newBuilder()
                          .setPolicy(policy)
                          .setCompletedEpisodes(completed)
                          .setTotalEpisodes(total))
                  .build());
        }
      }

      @Override
      public void checkWanted() {
        answers.checkWanted();
      }
    };
  }

  void record(
      RecordEpisodesRequest request, Leases leases, AnswerStream<RecordEpisodesResponse> answers) {
    int episodes = request.getEpisodes();
    if (episodes < 1 || episodes > MAX_RECORDED_EPISODES) {
      throw new ProblemException(
          Reason.ARGUMENT, "episodes", episodes, "1 to " + MAX_RECORDED_EPISODES);
    }
    EnvironmentFactory environments = environments(request.getScenario(), leases);
    Market market = environments.scenario().market();
    Entrant entrant = entrant(request.getPolicy(), market, leases);
    boolean box = ReportMapping.isBox(environments.spec());
    long startNanos =
        environments instanceof OrderBookFactory book
            ? book.market().trader().terms().startNanos()
            : 0;
    Consumer<Rollout> sink =
        rollout ->
            answers.send(
                ReportMapping.episode(rollout, box).toBuilder().setStartNanos(startNanos).build());
    Problems.reporting(
        Reason.POLICY,
        () -> {
          if (request.getAsPopulationAgent()) {
            agents(environments, entrant, answers::checkWanted)
                .collect(request.getSeed(), episodes, sink);
          } else {
            new RolloutCollector(environments, entrant, answers::checkWanted)
                .collect(request.getSeed(), episodes, sink);
          }
        });
  }

  /** A policy can be a population agent only in a market with a population. */
  private static AgentRollouts agents(
      EnvironmentFactory environments, Entrant entrant, Runnable checkWanted) {
    if (environments instanceof OrderBookFactory book) {
      return new AgentRollouts(book, entrant, checkWanted);
    }
    throw new ProblemException(
        Reason.ARGUMENT,
        "as_population_agent",
        true,
        "false in a market of type " + environments.spec().market());
  }

  private EnvironmentFactory environments(ScenarioSource source, Leases leases) {
    return sources.read(source).environments(new EnvironmentOptions(leases.of(source), 0, warmups));
  }

  /** The policy that a reference names. */
  static Entrant entrant(PolicyReference reference, Market market, Leases leases) {
    return switch (reference.getPolicyCase()) {
      case POLICY_ID -> {
        OnnxModel model = leases.get(reference.getPolicyId());
        yield new Entrant.Trained(model.name(), model);
      }
      case BASELINE ->
          Problems.reporting(
              Reason.POLICY,
              () -> new Entrant.HandWritten(market.baseline(reference.getBaseline())));
      case POLICY_NOT_SET ->
          throw new ProblemException(
              Reason.ARGUMENT, "policy", "(missing)", "a policy_id, or the name of a baseline");
    };
  }
}
