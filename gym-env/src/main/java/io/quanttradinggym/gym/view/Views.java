package io.quanttradinggym.gym.view;

import io.quanttradinggym.sim.market.MarketView;

/**
 * What a trader knows at a decision. The same object for the whole simulation: its answers change
 * with the market. A market supplies some of the views; a scenario whose plug-ins need another one
 * is rejected when it is read.
 */
public interface Views {
  PriceView prices();

  /** The order book, as every participant sees it. */
  MarketView book();

  AccountView account();

  OwnOrdersView orders();

  TaskView task();

  ParentOrderView parentOrder();
}
