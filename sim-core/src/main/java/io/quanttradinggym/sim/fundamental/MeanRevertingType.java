package io.quanttradinggym.sim.fundamental;

import com.google.auto.service.AutoService;
import io.quanttradinggym.sim.parameter.ParameterSpec;
import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.random.RandomStream;
import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import java.util.List;

/** An Ornstein–Uhlenbeck process with jumps, stepped exactly on its grid. */
@AutoService(FundamentalType.class)
public final class MeanRevertingType implements FundamentalType {
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public String type() {
    return "mean-reverting";
  }

  @Override
  public String description() {
    return "Ornstein-Uhlenbeck process around the initial price, with normally distributed jumps that arrive as a Poisson"
        + " process; after Byrd, Explaining agent-based financial market simulation (2019), on a fixed grid of time.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            "reversion_rate", "per second", 0.002, 0, 10, "Pull towards the initial price."),
        ParameterSpec.number(
            "volatility", "ticks per square-root second", 1.5, 0, 1e6, "Size of the diffusion."),
        ParameterSpec.number("jump_rate", "per second", 0.005, 0, 100, "Expected jumps."),
        ParameterSpec.number(
            "jump_volatility", "ticks", 15.0, 0, 1e6, "Standard deviation of one jump."),
        ParameterSpec.duration("step", "100ms", "1ms", "1h", "Grid on which the value changes."));
  }

  @Override
  public FundamentalProcess create(Parameters parameters, int initialTicks) {
    return new MeanReverting(parameters, initialTicks);
  }

  private static final class MeanReverting implements FundamentalProcess {
    private final double mean;
    private final long stepNanos;
    private final double decay;
    private final double stepDeviation;
    private final double jumpProbability;
    private final double jumpVolatility;
    private double value;
    private long nextNanos;

    MeanReverting(Parameters parameters, int initialTicks) {
      mean = initialTicks;
      stepNanos = parameters.getNanos("step");
      double seconds = stepNanos / NANOS_PER_SECOND;
      double rate = parameters.getDouble("reversion_rate");
      double volatility = parameters.getDouble("volatility");
      decay = StrictMath.exp(-rate * seconds);
      stepDeviation =
          volatility
              * (rate > 0 ? Math.sqrt((1 - decay * decay) / (2 * rate)) : Math.sqrt(seconds));
      jumpProbability = 1 - StrictMath.exp(-parameters.getDouble("jump_rate") * seconds);
      jumpVolatility = parameters.getDouble("jump_volatility");
    }

    @Override
    public void start(long timeNanos, RandomStream random) {
      value = mean;
      nextNanos = timeNanos + stepNanos;
    }

    @Override
    public double valueTicks(long timeNanos, RandomStream random) {
      while (nextNanos <= timeNanos) {
        value = mean + (value - mean) * decay + stepDeviation * random.nextNormal();
        if (random.nextDouble() < jumpProbability) {
          value += jumpVolatility * random.nextNormal();
        }
        nextNanos += stepNanos;
      }
      return Math.max(1, value);
    }

    @Override
    public void save(StateWriter out) {
      out.writeDouble(value);
      out.writeLong(nextNanos);
    }

    @Override
    public void load(StateReader in) {
      value = in.readDouble();
      nextNanos = in.readLong();
    }
  }
}
