package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.Baseline;
import io.quanttradinggym.gym.api.BoundPolicy;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.PolicyFactory;
import io.quanttradinggym.gym.api.SeatSpec;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.OnnxPolicy;
import java.util.List;

/** A policy in an evaluation. */
public sealed interface Entrant {
  /** Name in reports. */
  String name();

  /**
   * Candidates for environments with {@code spec}; several only if tuning seeds select one.
   *
   * @throws io.quanttradinggym.gym.policy.PolicyMismatchException if the policy does not match a
   *     seat
   */
  List<Baseline.Candidate> candidates(EnvironmentSpec spec);

  /**
   * The only candidate.
   *
   * @throws InvalidInputException if tuning seeds would have to select one of several
   */
  default Baseline.Candidate only(EnvironmentSpec spec) {
    List<Baseline.Candidate> candidates = candidates(spec);
    if (candidates.size() > 1) {
      throw new InvalidInputException("policy", name(), "a policy that needs no tuning");
    }
    return candidates.getFirst();
  }

  /** A trained policy. */
  record Trained(String name, OnnxModel model) implements Entrant {
    @Override
    public List<Baseline.Candidate> candidates(EnvironmentSpec spec) {
      for (SeatSpec seat : spec.seats()) {
        model.checkFits(seat.observation(), seat.actionCanonicalJson());
      }
      PolicyFactory policies =
          (environment, seat) ->
              new BoundPolicy<>(
                  new OnnxPolicy(model, spec.seats().get(seat).action()), environment.seat(seat));
      return List.of(new Baseline.Candidate("", policies));
    }
  }

  /** A hand-written policy. */
  record HandWritten(Baseline baseline) implements Entrant {
    @Override
    public String name() {
      return baseline.name();
    }

    @Override
    public List<Baseline.Candidate> candidates(EnvironmentSpec spec) {
      return baseline.candidates();
    }
  }
}
