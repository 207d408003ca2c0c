package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.book.TradingPhase;
import java.util.Arrays;

/** Passes everything on to each hook, in the order in which they were added. */
final class Hooks implements SimulationHook {
  private SimulationHook[] hooks = {};

  void add(SimulationHook hook) {
    SimulationHook[] more = Arrays.copyOf(hooks, hooks.length + 1);
    more[hooks.length] = hook;
    hooks = more;
  }

  void remove(SimulationHook hook) {
    hooks =
        Arrays.stream(hooks).filter(other -> !other.equals(hook)).toArray(SimulationHook[]::new);
  }

  @Override
  public void onRestored() {
    for (SimulationHook hook : hooks) {
      hook.onRestored();
    }
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    for (SimulationHook hook : hooks) {
      hook.onTimePasses(fromNanos, toNanos);
    }
  }

  @Override
  public void onMessageDone(int instrument) {
    for (SimulationHook hook : hooks) {
      hook.onMessageDone(instrument);
    }
  }

  @Override
  public void onAccepted(
      int instrument, long orderId, int owner, Side side, int priceTicks, long quantityLots) {
    for (SimulationHook hook : hooks) {
      hook.onAccepted(instrument, orderId, owner, side, priceTicks, quantityLots);
    }
  }

  @Override
  public void onTrade(Trade trade) {
    for (SimulationHook hook : hooks) {
      hook.onTrade(trade);
    }
  }

  @Override
  public void onCancelled(
      int instrument, long orderId, int owner, long remainingLots, CancelReason reason) {
    for (SimulationHook hook : hooks) {
      hook.onCancelled(instrument, orderId, owner, remainingLots, reason);
    }
  }

  @Override
  public void onReduced(int instrument, long orderId, int owner, long remainingLots) {
    for (SimulationHook hook : hooks) {
      hook.onReduced(instrument, orderId, owner, remainingLots);
    }
  }

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int owner,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    for (SimulationHook hook : hooks) {
      hook.onReplaced(instrument, orderId, owner, priceTicks, remainingLots, keptPriority);
    }
  }

  @Override
  public void onRejected(int instrument, long orderId, int owner, RejectReason reason) {
    for (SimulationHook hook : hooks) {
      hook.onRejected(instrument, orderId, owner, reason);
    }
  }

  @Override
  public void onRequestRejected(int instrument, long orderId, int owner, RejectReason reason) {
    for (SimulationHook hook : hooks) {
      hook.onRequestRejected(instrument, orderId, owner, reason);
    }
  }

  @Override
  public void onTriggered(int instrument, long orderId, int owner) {
    for (SimulationHook hook : hooks) {
      hook.onTriggered(instrument, orderId, owner);
    }
  }

  @Override
  public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
    for (SimulationHook hook : hooks) {
      hook.onUncrossed(instrument, priceTicks, quantityLots);
    }
  }

  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    for (SimulationHook hook : hooks) {
      hook.onPhaseChanged(instrument, phase, cause);
    }
  }
}
