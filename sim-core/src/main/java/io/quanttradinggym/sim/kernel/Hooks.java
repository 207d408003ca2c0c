package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.event.MarketListener;
import java.util.Arrays;

/**
 * Forwards events to the listeners of the engine's modules in order, and then to each hook in order
 * of registration.
 */
final class Hooks implements MarketListener {
  /** Listeners of modules precede hooks. */
  private MarketListener[] listeners = {};

  private SimulationHook[] hooks = {};

  void addModule(MarketListener listener) {
    listeners = with(listeners, listener);
  }

  void add(SimulationHook hook) {
    listeners = with(listeners, hook);
    hooks = with(hooks, hook);
  }

  private static <T> T[] with(T[] some, T one) {
    T[] more = Arrays.copyOf(some, some.length + 1);
    more[some.length] = one;
    return more;
  }

  void remove(SimulationHook hook) {
    listeners =
        Arrays.stream(listeners)
            .filter(other -> !other.equals(hook))
            .toArray(MarketListener[]::new);
    hooks =
        Arrays.stream(hooks).filter(other -> !other.equals(hook)).toArray(SimulationHook[]::new);
  }

  void onRestored() {
    for (SimulationHook hook : hooks) {
      hook.onRestored();
    }
  }

  void onTimePasses(long fromNanos, long toNanos) {
    for (SimulationHook hook : hooks) {
      hook.onTimePasses(fromNanos, toNanos);
    }
  }

  @Override
  public void onMessageDone(int instrument) {
    for (MarketListener listener : listeners) {
      listener.onMessageDone(instrument);
    }
  }

  @Override
  public void onAccepted(
      int instrument, long orderId, int participant, Side side, int priceTicks, long quantityLots) {
    for (MarketListener listener : listeners) {
      listener.onAccepted(instrument, orderId, participant, side, priceTicks, quantityLots);
    }
  }

  @Override
  public void onTrade(Trade trade) {
    for (MarketListener listener : listeners) {
      listener.onTrade(trade);
    }
  }

  @Override
  public void onCancelled(
      int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {
    for (MarketListener listener : listeners) {
      listener.onCancelled(instrument, orderId, participant, remainingLots, reason);
    }
  }

  @Override
  public void onReduced(int instrument, long orderId, int participant, long remainingLots) {
    for (MarketListener listener : listeners) {
      listener.onReduced(instrument, orderId, participant, remainingLots);
    }
  }

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    for (MarketListener listener : listeners) {
      listener.onReplaced(
          instrument, orderId, participant, priceTicks, remainingLots, keptPriority);
    }
  }

  @Override
  public void onRejected(int instrument, long orderId, int participant, RejectReason reason) {
    for (MarketListener listener : listeners) {
      listener.onRejected(instrument, orderId, participant, reason);
    }
  }

  @Override
  public void onRequestRejected(
      int instrument, long orderId, int participant, RejectReason reason) {
    for (MarketListener listener : listeners) {
      listener.onRequestRejected(instrument, orderId, participant, reason);
    }
  }

  @Override
  public void onTriggered(int instrument, long orderId, int participant) {
    for (MarketListener listener : listeners) {
      listener.onTriggered(instrument, orderId, participant);
    }
  }

  @Override
  public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
    for (MarketListener listener : listeners) {
      listener.onUncrossed(instrument, priceTicks, quantityLots);
    }
  }

  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    for (MarketListener listener : listeners) {
      listener.onPhaseChanged(instrument, phase, cause);
    }
  }
}
