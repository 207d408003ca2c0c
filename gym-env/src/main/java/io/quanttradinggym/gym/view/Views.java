package io.quanttradinggym.gym.view;

import io.quanttradinggym.sim.market.MarketView;

/**
 * Observable state of a trader at a decision. The object is the same for the whole simulation; its
 * values change with the market. A market supplies some of the views. A scenario with a plug-in
 * that needs another view is rejected.
 */
public interface Views {
  PriceView prices();

  /** The order book, as every participant sees it. */
  MarketView book();

  AccountView account();

  OwnOrdersView orders();

  TaskView task();

  ParentOrderView parentOrder();

  FeatureView features();
}
