package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.view.Views;

/** Change of the P&amp;L from decision to decision, in currency. */
final class PnlChange implements Stateful {
  private long pnlMicros;

  void reset(Views views) {
    pnlMicros = views.account().pnlMicros();
  }

  /** The change since the last call, or since the reset. */
  double next(Views views) {
    long before = pnlMicros;
    pnlMicros = views.account().pnlMicros();
    return Units.CURRENCY_PER_MICRO * (pnlMicros - before);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(pnlMicros);
  }

  @Override
  public void load(StateReader in) {
    pnlMicros = in.readLong();
  }
}
