package io.quanttradinggym.gym.trader;

/** The market as far as a trader's own orders need it. */
interface OrderBooks {
  int instruments();

  long timeNanos();

  /** Lots ahead of one of the trader's orders; −1 if it does not rest in the book. */
  long quantityAheadLots(int instrument, long orderId);
}
