package io.quanttradinggym.sim.monitor;

import java.util.Arrays;

/** Selects the members with the largest figures in one pass. Ties go to the earlier member. */
final class Ranking {
  private final int[] members;
  private final long[] figures;
  private int size;

  Ranking(int places) {
    members = new int[places];
    figures = new long[places];
  }

  void offer(int member, long figure) {
    int place = size;
    while (place > 0 && figures[place - 1] < figure) {
      place--;
    }
    if (place == members.length) {
      return;
    }
    size = Math.min(size + 1, members.length);
    for (int i = size - 1; i > place; i--) {
      members[i] = members[i - 1];
      figures[i] = figures[i - 1];
    }
    members[place] = member;
    figures[place] = figure;
  }

  /** Selected members, largest first. */
  int[] members() {
    return Arrays.copyOf(members, size);
  }
}
