package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.state.Digest;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.OpenMarketCommand;
import io.quanttradinggym.grpc.v1.PaceCommand;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A market on a thread of its own, and what it has shown. */
final class Watched implements WatchLoop.Screen, AutoCloseable {
  static final long SECOND = 1_000_000_000L;
  static final long OPEN = 34_200 * SECOND;
  static final long SEED = 7;

  /** Ten minutes and a half in two instruments, with news. */
  static final String SHORT =
      """
      {"session": {"close": "09:41"},
       "instruments": [{"symbol": "AAA", "sector": "tech", "initial_price": 10000,
                        "fundamental": {"type": "mean-reverting"}},
                       {"symbol": "BBB", "tick_size": 0.05, "initial_price": 500,
                        "fundamental": {"type": "mean-reverting"}}],
       "population": [{"type": "market-maker", "count": 2},
                      {"type": "market-maker", "name": "other-maker", "instrument": 1},
                      {"type": "noise", "count": 20},
                      {"type": "noise", "name": "other-noise", "count": 20, "instrument": 1}],
       "fees": {"taker_basis_points": 1},
       "news": [{"type": "sector-news", "sector": "tech", "minutes": [2, 5]},
                {"type": "earnings-surprise", "instrument": 0, "minutes": [4]},
                {"type": "rate-decision", "minutes": [3]}]}
      """;

  private final BlockingQueue<Object> shown = new LinkedBlockingQueue<>();
  private final Thread thread;
  final WatchLoop loop;

  Watched(OpenMarketCommand.Builder command) {
    this(command, null);
  }

  Watched(OpenMarketCommand.Builder command, @Nullable Entrant entrant) {
    loop =
        Watches.open(command.setSeed(SEED).build(), scenario(), PolicyResolver.NONE, entrant, this);
    thread = Thread.ofPlatform().daemon().start(loop);
  }

  static Scenario scenario() {
    return new Scenarios().named("market-making", SHORT);
  }

  static OpenMarketCommand.Builder command(double stepsPerSecond) {
    return OpenMarketCommand.newBuilder()
        .setPace(PaceCommand.newBuilder().setStepsPerSecond(stepsPerSecond));
  }

  static Watched paused() {
    return new Watched(command(10).setPaused(true));
  }

  /** The same market without observation. */
  static String digest(long untilNanos) {
    Simulator simulator = new SimulationFactory(scenario(), PolicyResolver.NONE).create();
    simulator.reset(SEED, 0);
    while (simulator.run(untilNanos)) {
      // Nobody waits for a pause.
    }
    return Digest.format(simulator.digest());
  }

  /** The next frame, which is asked for. */
  MarketFrame frame() {
    loop.want();
    if (next(20) instanceof MarketFrame frame) {
      return frame;
    }
    throw new AssertionError("no frame");
  }

  /** Frames until one has this many steps. */
  MarketFrame frameAt(long steps) {
    MarketFrame frame = frame();
    while (frame.getSteps() < steps) {
      frame = frame();
    }
    return frame;
  }

  /** Whether nothing is shown for a while. */
  boolean isSilent() {
    return next(0.2) == null;
  }

  private Object next(double seconds) {
    try {
      return shown.poll((long) (seconds * SECOND), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void show(MarketFrame frame) {
    shown.add(frame);
  }

  @Override
  public void fail(Throwable error) {
    shown.add(error);
  }

  @Override
  public void ended() {
    shown.add("ended");
  }

  boolean ends() {
    try {
      return thread.join(java.time.Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    loop.close();
    if (!ends()) {
      throw new AssertionError("the thread goes on");
    }
  }
}
