package io.quanttradinggym.gym.api;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Specification of an environment.
 *
 * @param scenario name of the scenario
 * @param market type of the market
 * @param seats seats in index order; at least one
 * @param instruments symbols, in index order; empty for markets without instruments
 * @param refusalReasons names of the reasons for which requests are refused, in index order; empty
 *     for markets that refuse nothing
 * @param baselines names of the baselines for evaluation
 */
public record EnvironmentSpec(
    String scenario,
    String market,
    List<SeatSpec> seats,
    List<String> instruments,
    List<String> refusalReasons,
    List<String> baselines) {
  public EnvironmentSpec {
    seats = List.copyOf(seats);
    instruments = List.copyOf(instruments);
    refusalReasons = List.copyOf(refusalReasons);
    baselines = List.copyOf(baselines);
  }

  /** The first seat; most environments have only this seat. */
  public SeatSpec seat() {
    return seats.getFirst();
  }

  /** Elements of the widest observation: the row length of buffers. */
  public int observationSize() {
    return widest(seat -> seat.observation().size());
  }

  /** Components of the widest action: the row length of buffers. */
  public int actionSize() {
    return widest(seat -> seat.action().size());
  }

  private int widest(ToIntFunction<SeatSpec> width) {
    return seats.stream().mapToInt(width).max().orElseThrow();
  }
}
