package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.api.Baseline;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import io.quanttradinggym.gym.statistics.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        int candidates = contestant.candidates(environments.spec()).size();
        episodes += candidates == 1 ? 0 : (long) candidates * settings.tuningEpisodes();
      }
      total = episodes;
    }

    EvaluationReport evaluate() {
      double start = now();
      List<PolicyEvaluation> evaluations = new ArrayList<>();
      Optional<EpisodeResults> first = Optional.empty();
      int threads = Math.min(settings.threads(), settings.episodes());
      try (EpisodeRunner crew = new EpisodeRunner(environments, threads)) {
        contestants.forEach(contestant -> check(crew, contestant));
        for (Entrant contestant : contestants) {
          Baseline.Candidate chosen = choose(crew, contestant);
          double began = now();
          EpisodeResults results =
              crew.play(
                  chosen.policies(),
                  settings.seed(),
                  settings.episodes(),
                  report(contestant.name()));
          evaluations.add(
              PolicyEvaluation.of(
                  contestant.name(), results, first, now() - began, chosen.detail()));
          first = first.isPresent() ? first : Optional.of(results);
        }
      }
      return new EvaluationReport(evaluations, now() - start);
    }

    /** Everything that can be refused is refused before the first episode. */
    private void check(EpisodeRunner crew, Entrant contestant) {
      List<Baseline.Candidate> candidates = contestant.candidates(environments.spec());
      if (candidates.size() > 1) {
        settings.checkDisjoint();
      }
      crew.check(candidates.getFirst().policies());
    }

    private Baseline.Candidate choose(EpisodeRunner crew, Entrant contestant) {
      List<Baseline.Candidate> candidates = contestant.candidates(environments.spec());
      return candidates.size() == 1
          ? candidates.getFirst()
          : best(crew, contestant.name(), candidates);
    }

    private Baseline.Candidate best(
        EpisodeRunner crew, String name, List<Baseline.Candidate> candidates) {
      Baseline.Candidate best = candidates.getFirst();
      double bestReturn = Double.NEGATIVE_INFINITY;
      for (Baseline.Candidate candidate : candidates) {
        EpisodeResults results =
            crew.play(
                candidate.policies(),
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
