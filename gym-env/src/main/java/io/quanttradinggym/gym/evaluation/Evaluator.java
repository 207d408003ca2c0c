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
 * Plays policies on the same seeds of one scenario and compares them. The figures, except those of
 * speed, do not depend on the number of threads.
 */
public final class Evaluator {

  private final EnvironmentFactory environments;

  public Evaluator(EnvironmentFactory environments) {
    this.environments = environments;
  }

  /**
   * Evaluates all entrants.
   *
   * @param entrants at least one; the others are compared with the first
   * @throws InvalidInputException if a policy does not match the scenario, or tuning seeds overlap
   *     evaluation seeds
   */
  public EvaluationReport evaluate(
      List<Entrant> entrants, EvaluationSettings settings, EvaluationListener listener) {
    if (entrants.isEmpty()) {
      throw new InvalidInputException("policies", List.of(), "at least one policy");
    }
    return new Run(entrants, settings, listener).evaluate();
  }

  private static double now() {
    return Units.seconds(System.nanoTime());
  }

  /** One evaluation. */
  private final class Run {
    private final List<Entrant> entrants;
    private final EvaluationSettings settings;
    private final EvaluationListener listener;
    private final long total;
    private long completed;

    Run(List<Entrant> entrants, EvaluationSettings settings, EvaluationListener listener) {
      this.entrants = entrants;
      this.settings = settings;
      this.listener = listener;
      long episodes = 0;
      for (Entrant entrant : entrants) {
        episodes += settings.episodes();
        int candidates = entrant.candidates(environments.spec()).size();
        episodes += candidates == 1 ? 0 : (long) candidates * settings.tuningEpisodes();
      }
      total = episodes;
    }

    EvaluationReport evaluate() {
      double start = now();
      List<PolicyEvaluation> evaluations = new ArrayList<>();
      Optional<EpisodeResults> first = Optional.empty();
      int threads = Math.min(settings.threads(), settings.episodes());
      try (EpisodeRunner runner = new EpisodeRunner(environments, threads, listener::checkWanted)) {
        entrants.forEach(entrant -> check(runner, entrant));
        for (Entrant entrant : entrants) {
          Baseline.Candidate chosen = choose(runner, entrant);
          double began = now();
          EpisodeResults results =
              runner.play(
                  chosen.policies(), settings.seed(), settings.episodes(), report(entrant.name()));
          evaluations.add(
              PolicyEvaluation.of(entrant.name(), results, first, now() - began, chosen.detail()));
          first = first.isPresent() ? first : Optional.of(results);
        }
      }
      return new EvaluationReport(evaluations, now() - start);
    }

    /** Validates all inputs before the first episode. */
    private void check(EpisodeRunner runner, Entrant entrant) {
      List<Baseline.Candidate> candidates = entrant.candidates(environments.spec());
      if (candidates.size() > 1) {
        settings.checkDisjoint();
      }
      runner.check(candidates.getFirst().policies());
    }

    private Baseline.Candidate choose(EpisodeRunner runner, Entrant entrant) {
      List<Baseline.Candidate> candidates = entrant.candidates(environments.spec());
      return candidates.size() == 1
          ? candidates.getFirst()
          : best(runner, entrant.name(), candidates);
    }

    private Baseline.Candidate best(
        EpisodeRunner runner, String name, List<Baseline.Candidate> candidates) {
      Baseline.Candidate best = candidates.getFirst();
      double bestReturn = Double.NEGATIVE_INFINITY;
      for (Baseline.Candidate candidate : candidates) {
        EpisodeResults results =
            runner.play(
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
