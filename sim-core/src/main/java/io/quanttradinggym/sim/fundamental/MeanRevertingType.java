package io.quanttradinggym.sim.fundamental;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import java.util.List;

/** An Ornstein–Uhlenbeck process with jumps, stepped exactly on its grid. */
@AutoService(FundamentalType.class)
public final class MeanRevertingType implements FundamentalType {

  @Override
  public String type() {
    return "mean-reverting";
  }

  @Override
  public String description() {
    return "Ornstein-Uhlenbeck process around the initial price, on a fixed time grid, with "
        + "normally distributed jumps that arrive as a Poisson process; after Byrd, Explaining "
        + "agent-based financial market simulation (2019).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            "reversion_rate",
            "per second",
            0.002,
            0,
            10,
            "Mean reversion rate towards the initial price."),
        ParameterSpec.number(
            "volatility",
            "ticks per square-root second",
            1.5,
            0,
            1e6,
            "Volatility of the diffusion."),
        ParameterSpec.number("jump_rate", "per second", 0.005, 0, 100, "Jump rate."),
        ParameterSpec.number(
            "jump_mean",
            "ticks",
            0.0,
            0,
            1e6,
            "Mean absolute size of a jump; both directions have equal probability (megashocks)."),
        ParameterSpec.number(
            "jump_volatility", "ticks", 15.0, 0, 1e6, "Standard deviation of the jump size."),
        ParameterSpec.duration(
            "step", "100ms", "1ms", "1h", "Time grid on which the value changes."));
  }

  @Override
  public FundamentalProcess create(Parameters parameters, FundamentalSetup setup) {
    return new MeanReverting(parameters, setup);
  }

  private static final class MeanReverting extends GridProcess {
    private final RandomStream random;
    private final double mean;
    private final double decay;
    private final double stepDeviation;
    private final double jumpProbability;
    private final double jumpMean;
    private final double jumpVolatility;
    private double value;

    MeanReverting(Parameters parameters, FundamentalSetup setup) {
      super(parameters.getNanos("step"));
      random = new RandomStream("fundamental/" + setup.instrument().symbol());
      mean = setup.initialTicks();
      double seconds = Units.seconds(parameters.getNanos("step"));
      double rate = parameters.getDouble("reversion_rate");
      double volatility = parameters.getDouble("volatility");
      decay = StrictMath.exp(-rate * seconds);
      stepDeviation =
          volatility
              * (rate > 0 ? Math.sqrt((1 - decay * decay) / (2 * rate)) : Math.sqrt(seconds));
      jumpProbability = 1 - StrictMath.exp(-parameters.getDouble("jump_rate") * seconds);
      jumpMean = parameters.getDouble("jump_mean");
      jumpVolatility = parameters.getDouble("jump_volatility");
    }

    @Override
    public void seed(long seed, long episode) {
      random.seed(seed, episode);
    }

    @Override
    protected void begin() {
      value = mean;
    }

    @Override
    protected void step() {
      value = mean + (value - mean) * decay + stepDeviation * random.nextNormal();
      if (random.nextDouble() < jumpProbability) {
        double size = jumpMean + jumpVolatility * random.nextNormal();
        value += jumpMean > 0 && random.nextBoolean() ? -size : size;
      }
    }

    @Override
    protected double ticks() {
      return value;
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      random.save(out);
      out.writeDouble(value);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      random.load(in);
      value = in.readFinite();
    }
  }
}
