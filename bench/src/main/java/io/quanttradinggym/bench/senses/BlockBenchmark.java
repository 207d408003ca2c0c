package io.quanttradinggym.bench.senses;

import io.quanttradinggym.gym.observation.ObservationBuilder;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.reward.RewardFunction;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds of one block at one decision, and of one reward term, in a market that stands still.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class BlockBenchmark {
  /** A reward term in braces with the key reward, or a block. */
  @Param({
    "{type: clock}",
    "{type: touch}",
    "{type: depth}",
    "{type: feature, feature: rsi}",
    "{type: feature, feature: bollinger}",
    "{type: feature, feature: realised-spread}",
    "{type: feature, feature: rsi, history: 16}",
    "{type: feature, feature: rsi, scaling: running}",
    "{type: news}",
    "{type: orders}",
    "{type: phase}",
    "{type: calendar}",
    "{type: portfolio-risk, instruments: [0, 1, 2]}",
    "{type: touch, history: 16, scaling: per-episode}",
    "reward: pnl",
    "reward: differential-sharpe",
    "reward: differential-sortino",
    "reward: drawdown",
    "reward: turnover",
    "reward: spread-capture",
  })
  public String part = "";

  @SuppressWarnings("NullAway.Init")
  private SensesMarket market;

  @SuppressWarnings("NullAway.Init")
  private ObservationBuilder builder;

  @SuppressWarnings("NullAway.Init")
  private RewardFunction reward;

  @SuppressWarnings("NullAway.Init")
  private float[] observation;

  private boolean isReward;

  @Setup
  public void play() {
    isReward = part.startsWith("reward: ");
    String term = isReward ? part.substring("reward: ".length()) : "pnl";
    market = new SensesMarket(isReward ? "{type: clock}" : part, term);
    market.playSteps(200);
    OrderBookMarket described = OrderBookMarket.of(market.scenario());
    builder = described.newObservationBuilder(); // its requests have the indices of the trader's
    builder.reset(market.trader());
    reward = new RewardFunction(described.reward());
    reward.reset(market.trader());
    observation = new float[builder.size()];
  }

  @Benchmark
  public double evaluate() {
    if (isReward) {
      return reward.evaluate(market.trader(), false);
    }
    builder.write(market.trader(), observation, 0);
    return observation[0];
  }
}
