package io.quanttradinggym.sim.recording;

import java.util.Arrays;

/** Orders that may rest at the end of the current message, in order; their number is small. */
final class MessageScope {
  static final int NONE = -1;

  private long[] orderIds = new long[16];
  private boolean[] again = new boolean[16];
  private int count;

  /**
   * @param submittedBefore whether a submission under this id has been published
   */
  void add(long orderId, boolean submittedBefore) {
    if (count == orderIds.length) {
      orderIds = Arrays.copyOf(orderIds, count * 2);
      again = Arrays.copyOf(again, count * 2);
    }
    orderIds[count] = orderId;
    again[count++] = submittedBefore;
  }

  int count() {
    return count;
  }

  int find(long orderId) {
    for (int i = 0; i < count; i++) {
      if (orderIds[i] == orderId) {
        return i;
      }
    }
    return NONE;
  }

  long orderId(int index) {
    return orderIds[index];
  }

  boolean isAgain(int index) {
    return again[index];
  }

  void setAgain(int index) {
    again[index] = true;
  }

  void clear() {
    count = 0;
  }
}
