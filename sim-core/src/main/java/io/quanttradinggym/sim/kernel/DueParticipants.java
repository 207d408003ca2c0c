package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/** Participants with a due decision, in the order in which decisions became due. */
final class DueParticipants implements Stateful {
  private final int[] participants;

  /** By participant: whether its decisions come from outside. */
  private final boolean[] candidates;

  private final boolean gathered;
  private int count;

  /**
   * @param agents by participant
   */
  DueParticipants(Agent[] agents) {
    participants = new int[agents.length];
    candidates = new boolean[agents.length];
    int candidateCount = 0;
    for (int i = 0; i < agents.length; i++) {
      candidates[i] = agents[i].decidesOutside();
      candidateCount += candidates[i] ? 1 : 0;
    }
    gathered = candidateCount > 1;
  }

  /** Whether several participants decide outside, so that simultaneous decisions are gathered. */
  boolean isGathered() {
    return gathered;
  }

  /** By participant: whether its decisions come from outside. Do not modify. */
  boolean[] candidates() {
    return candidates;
  }

  void add(int participant) {
    for (int i = 0; i < count; i++) {
      if (participants[i] == participant) {
        return;
      }
    }
    participants[count++] = participant;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  int get(int i) {
    if (i < 0 || i >= count) {
      throw new IllegalArgumentException(
          "i: got %d, expected 0 or more and below dueCount (%d)".formatted(i, count));
    }
    return participants[i];
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(count);
    out.writeInts(participants, 0, count);
  }

  @Override
  public void load(StateReader in) {
    count = in.readInt(0, participants.length);
    in.readInts(participants, 0, count, 0, participants.length - 1);
  }
}
