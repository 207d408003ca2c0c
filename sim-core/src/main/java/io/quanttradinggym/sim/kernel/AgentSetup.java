package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.market.Instrument;
import java.util.List;

/**
 * Information for the construction of an agent.
 *
 * @param name unique in the simulation
 * @param memberIndex index of this agent within its population entry, from 0
 * @param instruments all instruments, in index order
 * @param initialTicks opening reference price of each instrument
 * @param openNanos session start, since midnight
 * @param closeNanos session end, since midnight
 * @param cashMicros initial cash
 * @param services services that are not part of the market
 */
public record AgentSetup(
    String name,
    int memberIndex,
    List<Instrument> instruments,
    List<Integer> initialTicks,
    long openNanos,
    long closeNanos,
    long cashMicros,
    AgentServices services) {
  public AgentSetup {
    instruments = List.copyOf(instruments);
    initialTicks = List.copyOf(initialTicks);
  }

  /** Setup of an agent without initial cash and services. */
  public AgentSetup(
      String name,
      int memberIndex,
      List<Instrument> instruments,
      List<Integer> initialTicks,
      long openNanos,
      long closeNanos) {
    this(
        name, memberIndex, instruments, initialTicks, openNanos, closeNanos, 0, AgentServices.NONE);
  }

  /**
   * Instrument index given by a parameter.
   *
   * @throws InvalidInputException if there is no instrument with that index
   */
  public int instrument(Parameters parameters, String parameter) {
    int index = parameters.getInt(parameter);
    if (index >= instruments.size()) {
      throw new InvalidInputException(
          parameter, index, "the index of an instrument, 0 to " + (instruments.size() - 1));
    }
    return index;
  }
}
