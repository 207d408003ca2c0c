package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.MarketDescription;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.MarketState;
import java.util.concurrent.TimeUnit;

/**
 * Runs a market at a given pace and builds a frame when the client has asked for one and the market
 * has changed. It never blocks on a client. Any thread may send commands.
 */
public final class WatchLoop implements Runnable {
  private static final long FRAME_NANOS = 50 * Units.NANOS_PER_MILLI;
  private static final int MOST_STEPS = 1_000_000;

  private final WatchedMarket market;
  private final Screen screen;

  // Guarded by this.
  private final Pacer pacer;
  private boolean paused;
  private boolean closed;
  private boolean frameWanted;
  private boolean changed = true;
  private long lastFrameNanos = System.nanoTime() - FRAME_NANOS;
  private int stepsAsked;
  private int instrument;
  private long commands;

  /** Receives frames. */
  public interface Screen {
    /** Shows one requested frame; must not block. */
    void show(MarketFrame frame);

    /** Reports a failure of the market; only {@link #ended} follows. */
    void fail(Throwable error);

    /** The thread ends; always the last call. */
    void ended();
  }

  /**
   * @param stepsPerSecond 0 = as fast as possible
   */
  WatchLoop(WatchedMarket market, double stepsPerSecond, boolean paused, Screen screen) {
    this.market = market;
    this.screen = screen;
    this.paused = paused;
    instrument = market.settings().instrument();
    pacer = new Pacer(stepsPerSecond, System.nanoTime());
  }

  /** Constant properties of the market; read them before the loop starts. */
  public MarketDescription describe() {
    return market.describe();
  }

  @Override
  public void run() {
    try (market) {
      runTo(market.settings().startNanos());
      restartPace();
      while (!isClosed()) {
        if (isStepDue()) {
          if (runTo(market.stepEndNanos())) {
            market.countStep();
            stepped();
          }
        }
        if (takeFrame()) {
          screen.show(frame());
        } else {
          await();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // without a report, the client would wait forever
      screen.fail(e);
    } finally {
      screen.ended();
    }
  }

  /**
   * Runs in short slices, so that the loop can be stopped; returns whether the time was reached.
   */
  private boolean runTo(long nanos) {
    while (!isClosed()) {
      if (market.runTo(nanos)) {
        return true;
      }
    }
    return false;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized boolean isStepDue() {
    return !market.isFinished()
        && (stepsAsked > 0 || (!paused && pacer.waitNanos(System.nanoTime()) <= 0));
  }

  private synchronized void stepped() {
    if (stepsAsked > 0) {
      stepsAsked--;
    } else {
      pacer.stepped(System.nanoTime());
    }
    changed = true;
  }

  private synchronized void restartPace() {
    pacer.restart(System.nanoTime());
  }

  /** Whether a frame is due; marks it as shown. At rest, a frame follows each command at once. */
  private synchronized boolean takeFrame() {
    if (!frameWanted || !changed || frameWaitNanos(System.nanoTime()) > 0) {
      return false;
    }
    frameWanted = false;
    changed = false;
    lastFrameNanos = System.nanoTime();
    return true;
  }

  private MarketFrame frame() {
    int shown;
    MarketFrame.Builder state = MarketFrame.newBuilder();
    synchronized (this) {
      shown = instrument;
      boolean stands = paused || market.isFinished();
      state
          .setState(state())
          .setCommands(commands)
          .setSteps(market.steps())
          .setStepsPerSecond(pacer.stepsPerSecond())
          .setReachedStepsPerSecond(stands ? 0 : pacer.reached());
    }
    return market.frame(shown).mergeFrom(state.buildPartial()).build();
  }

  private MarketState state() {
    if (market.isFinished()) {
      return MarketState.MARKET_STATE_FINISHED;
    }
    return paused ? MarketState.MARKET_STATE_PAUSED : MarketState.MARKET_STATE_RUNNING;
  }

  /** Waits until the next step or frame is due, or a command arrives. */
  private synchronized void await() throws InterruptedException {
    long now = System.nanoTime();
    long wait = Long.MAX_VALUE;
    if (!market.isFinished() && stepsAsked > 0) {
      wait = 0;
    } else if (!market.isFinished() && !paused) {
      wait = pacer.waitNanos(now);
    }
    if (frameWanted && changed) {
      wait = Math.min(wait, frameWaitNanos(now));
    }
    if (wait > 0 && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, wait);
    }
  }

  private synchronized long frameWaitNanos(long now) {
    return paused && stepsAsked == 0 ? 0 : lastFrameNanos + FRAME_NANOS - now;
  }

  /** Requests a frame. */
  public synchronized void want() {
    frameWanted = true;
    notifyAll();
  }

  public synchronized void pause() {
    paused = true;
    stepsAsked = 0;
    commanded();
  }

  public synchronized void resume() {
    paused = false;
    stepsAsked = 0;
    pacer.restart(System.nanoTime());
    commanded();
  }

  /** Pauses, then runs the given number of steps. */
  public synchronized void advance(int steps) {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new ProblemException(Reason.ARGUMENT, "steps", steps, "1 to " + MOST_STEPS);
    }
    stepsAsked = Math.min(MOST_STEPS, (paused ? stepsAsked : 0) + steps);
    paused = true;
    commanded();
  }

  /**
   * @param stepsPerSecond 0 = as fast as possible
   */
  public synchronized void pace(double stepsPerSecond) {
    pacer.set(stepsPerSecond, System.nanoTime());
    commanded();
  }

  /** Selects the instrument to show. */
  public synchronized void focus(int index) {
    market.checkInstrument(index);
    instrument = index;
    commanded();
  }

  private void commanded() {
    commands++;
    changed = true;
    notifyAll();
  }

  /** Stops the thread soon. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
