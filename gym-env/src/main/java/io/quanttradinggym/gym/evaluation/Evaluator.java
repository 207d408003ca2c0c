package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.EnvironmentFactory;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.policy.BaselineSetup;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.OnnxPolicy;
import io.quanttradinggym.gym.policy.TunedBaselineType;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.trader.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Plays policies on the same seeds of one scenario and compares them. The figures, apart from those
 * of speed, do not depend on the number of threads.
 */
public final class Evaluator {

  private final EnvironmentFactory environments;

  public Evaluator(EnvironmentFactory environments) {
    this.environments = environments;
  }

  /**
   * Plays all of them.
   *
   * @param contestants at least one; the others are compared with the first
   * @throws InvalidInputException if a policy does not fit the scenario, or tuning seeds overlap
   */
  public EvaluationReport evaluate(
      List<Entrant> contestants, EvaluationSettings settings, EvaluationListener listener) {
    if (contestants.isEmpty()) {
      throw new InvalidInputException("policies", List.of(), "at least one policy");
    }
    return new Run(contestants, settings, listener).evaluate();
  }

  /** Makes deciders of a contestant for this evaluator's scenario; tuned baselines excepted. */
  public Supplier<Policy> deciders(Entrant contestant) {
    return switch (contestant) {
      case Entrant.Trained trained -> trained(environments, trained.model());
      case Entrant.Baseline baseline -> baseline(environments.scenario(), baseline.baseline());
    };
  }

  private static Supplier<Policy> trained(EnvironmentFactory environments, OnnxModel model) {
    Scenario scenario = environments.scenario();
    model.checkFits(
        environments.spec().observation(), scenario.action(), environments.spec().action());
    return () -> new OnnxPolicy(model, environments.spec().action());
  }

  private static Supplier<Policy> baseline(Scenario scenario, Configured<BaselineType> baseline) {
    BaselineSetup setup = BaselineSetup.of(scenario.action());
    return () -> baseline.plugin().create(baseline.parameters(), setup);
  }

  private static double now() {
    return Units.seconds(System.nanoTime());
  }

  /** One evaluation. */
  private final class Run {
    private final List<Entrant> contestants;
    private final EvaluationSettings settings;
    private final EvaluationListener listener;
    private final long total;
    private long completed;

    Run(List<Entrant> contestants, EvaluationSettings settings, EvaluationListener listener) {
      this.contestants = contestants;
      this.settings = settings;
      this.listener = listener;
      long episodes = 0;
      for (Entrant contestant : contestants) {
        episodes += settings.episodes();
        episodes += (long) candidates(contestant).size() * settings.tuningEpisodes();
      }
      total = episodes;
    }

    EvaluationReport evaluate() {
      double start = now();
      List<PolicyEvaluation> evaluations = new ArrayList<>();
      Optional<EpisodeResults> first = Optional.empty();
      contestants.forEach(this::check);
      int threads = Math.min(settings.threads(), settings.episodes());
      try (EpisodeRunner crew = new EpisodeRunner(environments, threads)) {
        for (Entrant contestant : contestants) {
          String detail = "";
          Supplier<Policy> deciders;
          List<TunedBaselineType.Candidate> candidates = candidates(contestant);
          if (candidates.isEmpty()) {
            deciders = deciders(contestant);
          } else {
            TunedBaselineType.Candidate best = best(crew, contestant.name(), candidates);
            deciders = baseline(environments.scenario(), best.baseline());
            detail = best.detail();
          }
          double began = now();
          EpisodeResults results =
              crew.play(deciders, settings.seed(), settings.episodes(), report(contestant.name()));
          evaluations.add(
              PolicyEvaluation.of(contestant.name(), results, first, now() - began, detail));
          first = first.isPresent() ? first : Optional.of(results);
        }
      }
      return new EvaluationReport(evaluations, now() - start);
    }

    /** Everything that can be refused is refused before the first episode. */
    private void check(Entrant contestant) {
      if (candidates(contestant).isEmpty()) {
        deciders(contestant).get().close();
      } else {
        settings.checkDisjoint();
      }
    }

    private List<TunedBaselineType.Candidate> candidates(Entrant contestant) {
      return contestant instanceof Entrant.Baseline(String name, var baseline)
              && baseline.plugin() instanceof TunedBaselineType tuned
          ? tuned.candidates(baseline.parameters())
          : List.of();
    }

    private TunedBaselineType.Candidate best(
        EpisodeRunner crew, String name, List<TunedBaselineType.Candidate> candidates) {
      TunedBaselineType.Candidate best = candidates.getFirst();
      double bestReturn = Double.NEGATIVE_INFINITY;
      for (TunedBaselineType.Candidate candidate : candidates) {
        EpisodeResults results =
            crew.play(
                baseline(environments.scenario(), candidate.baseline()),
                settings.tuningSeed(),
                settings.tuningEpisodes(),
                report(name));
        double mean = Samples.mean(results.returns);
        if (mean > bestReturn) {
          best = candidate;
          bestReturn = mean;
        }
      }
      return best;
    }

    private Runnable report(String policy) {
      return () -> {
        completed++;
        listener.onEpisode(policy, completed, total);
      };
    }
  }
}
