package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.Arrays;
import java.util.List;

/** Order flow that excites itself. */
@AutoService(AgentType.class)
public final class HawkesPoolType implements AgentType {
  private static final List<Double> DEFAULT_EXCITATION =
      List.of(
          0.45, 0.05, 0.05, 0.05, 0.02, 0.05, //
          0.05, 0.45, 0.05, 0.05, 0.05, 0.02, //
          0.15, 0.25, 0.35, 0.10, 0.15, 0.10, //
          0.25, 0.15, 0.10, 0.35, 0.10, 0.15, //
          0.05, 0.20, 0.20, 0.05, 0.35, 0.05, //
          0.20, 0.05, 0.05, 0.20, 0.05, 0.35);

  @Override
  public String type() {
    return "hawkes-pool";
  }

  @Override
  public String description() {
    return "Aggregate order flow of many traders, modelled as a Hawkes process with six kinds of "
        + "events: market buys, market sells, limit buys, limit sells, cancelled buys and "
        + "cancelled sells. Each event temporarily raises the intensity of others. The kernel is a "
        + "sum of exponentials, which can approximate the measured power laws; after Bacry, "
        + "Mastromatteo and Muzy (2015).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Pool.parameters(
        ParameterSpec.numbers(
            "base_rates",
            "per second",
            List.of(0.3, 0.3, 1.0, 1.0, 0.6, 0.6),
            0,
            1e9,
            "Baseline intensity of each of the six kinds of events."),
        ParameterSpec.numbers(
            "excitation",
            "",
            DEFAULT_EXCITATION,
            0,
            100,
            "Expected number of directly triggered events: six rows, one for each triggered "
                + "kind, with six numbers, one for each triggering kind. The spectral radius must "
                + "be below 1; otherwise the flow explodes."),
        ParameterSpec.numbers(
            "decay_rates",
            "per second",
            List.of(50.0, 2.0, 0.05),
            1e-6,
            1e9,
            "Decay rates of the exponential kernel."),
        ParameterSpec.numbers(
            "decay_weights",
            "",
            List.of(0.5, 0.3, 0.2),
            0,
            1e6,
            "Weights of the exponentials in the kernel."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new HawkesPool(parameters, setup);
  }

  private static final class HawkesPool extends Pool {
    private static final int KINDS = 6;

    /**
     * Upper limit of events per second. A higher rate would make a simulation impractically slow.
     */
    private static final double MAX_RATE = 1e6;

    private final double[] base;
    private final double[] decays;
    private final double[] jumps; // (KINDS, cause, decays): jump of an intensity caused by an event
    private final double[] excited; // (KINDS, decays), at the time of the last event
    private int next;

    HawkesPool(Parameters parameters, AgentSetup setup) {
      super(parameters, setup);
      base = sized(parameters, "base_rates", KINDS);
      decays = parameters.getDoubles("decay_rates");
      double[] weights = sized(parameters, "decay_weights", decays.length);
      double[] excitation = sized(parameters, "excitation", KINDS * KINDS);
      double all = 0;
      for (double weight : weights) {
        all += weight;
      }
      jumps = new double[KINDS * KINDS * decays.length];
      for (int pair = 0; pair < KINDS * KINDS; pair++) {
        for (int d = 0; d < decays.length; d++) {
          jumps[pair * decays.length + d] = excitation[pair] * weights[d] / all * decays[d];
        }
      }
      excited = new double[KINDS * decays.length];
      double radius = spectralRadius(excitation);
      if (radius >= 1) {
        throw new InvalidInputException("excitation", radius, "a spectral radius below 1");
      }
    }

    private static double[] sized(Parameters parameters, String name, int length) {
      double[] numbers = parameters.getDoubles(name);
      if (numbers.length != length) {
        throw new InvalidInputException(
            name, "(" + numbers.length + " numbers)", length + " numbers");
      }
      return numbers;
    }

    /** The largest eigenvalue of a matrix without negative numbers, by repeated multiplication. */
    private static double spectralRadius(double[] matrix) {
      double[] vector = new double[KINDS];
      Arrays.fill(vector, 1);
      double largest = 0;
      for (int round = 0; round < 200; round++) {
        double[] product = new double[KINDS];
        largest = 0;
        for (int row = 0; row < KINDS; row++) {
          for (int column = 0; column < KINDS; column++) {
            product[row] += matrix[row * KINDS + column] * vector[column];
          }
          largest = Math.max(largest, product[row]);
        }
        for (int row = 0; row < KINDS; row++) {
          vector[row] = largest > 0 ? product[row] / largest : 0;
        }
      }
      return largest;
    }

    @Override
    public void onStart(AgentContext context) {
      schedule(context);
    }

    @Override
    public void onWake(AgentContext context) {
      Side side = next % 2 == 0 ? Side.BUY : Side.SELL;
      switch (next / 2) {
        case 0 -> market(context, side);
        case 1 -> limit(context, side);
        default -> cancel(context, side);
      }
      schedule(context);
    }

    /** Draws time and kind of the next event, by thinning (Ogata, 1981). */
    private void schedule(AgentContext context) {
      double tilt = tilt(context);
      double waited = 0;
      double bound = total(tilt);
      while (true) {
        double step = context.random().nextExponential() / bound;
        waited += step;
        decay(step);
        double now = total(tilt);
        double draw = context.random().nextDouble() * bound;
        if (draw < now) {
          choose(draw, tilt);
          break;
        }
        bound = now;
      }
      Rhythm.wakeAfter(context, 1 + (long) (waited * Units.NANOS_PER_SECOND));
    }

    private void choose(double draw, double tilt) {
      double left = draw;
      int kind = 0;
      while (kind < KINDS - 1 && left >= intensity(kind, tilt)) {
        left -= intensity(kind++, tilt);
      }
      next = kind;
      int n = decays.length;
      for (int row = 0; row < KINDS; row++) {
        for (int d = 0; d < n; d++) {
          excited[row * n + d] += jumps[(row * KINDS + kind) * n + d];
        }
      }
    }

    private void decay(double seconds) {
      int n = decays.length;
      for (int d = 0; d < n; d++) {
        double factor = StrictMath.exp(-decays[d] * seconds);
        for (int kind = 0; kind < KINDS; kind++) {
          excited[kind * n + d] *= factor;
        }
      }
    }

    /** The tilt shifts the baseline intensities; cancellations shift in the opposite direction. */
    private double intensity(int kind, double tilt) {
      boolean up = (kind % 2 == 0) == (kind < 4);
      double sum = base[kind] * (up ? 1 + tilt : 1 - tilt);
      for (int d = 0; d < decays.length; d++) {
        sum += excited[kind * decays.length + d];
      }
      return sum;
    }

    private double total(double tilt) {
      double sum = 1e-9;
      for (int kind = 0; kind < KINDS; kind++) {
        sum += intensity(kind, tilt);
      }
      return sum;
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      out.writeDoubles(excited, 0, excited.length);
      out.writeInt(next);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      in.readDoubles(excited, 0, excited.length, 0, MAX_RATE);
      next = in.readIndex(KINDS);
    }
  }
}
