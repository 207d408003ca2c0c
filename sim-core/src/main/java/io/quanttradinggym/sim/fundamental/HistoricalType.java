package io.quanttradinggym.sim.fundamental;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.data.NumberColumn;
import java.nio.file.Path;
import java.util.List;

/** A given series. */
@AutoService(FundamentalType.class)
public final class HistoricalType implements FundamentalType {
  private static final String RELATIVE = "relative";
  private static final String LINEAR = "linear";

  @Override
  public String type() {
    return "historical";
  }

  @Override
  public String description() {
    return "A given series at equal intervals from the open, the same in every episode. The value "
        + "stays constant after the last point.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.numbers(
            "values", "", List.of(), 1e-9, 1e12, "Values of the series; alternatively, give file."),
        ParameterSpec.text("file", "", "Text file, plain, .gz or .xz, with one value per line."),
        ParameterSpec.integer(
            "column",
            "",
            0L,
            0,
            1000,
            "Zero-based column of the file if lines have several values, separated by commas."),
        ParameterSpec.duration("interval", "1m", "1ms", "24h", "Interval between values."),
        ParameterSpec.choice(
            "unit",
            RELATIVE,
            List.of(RELATIVE, "ticks", "currency"),
            "Unit of the values; relative = relative to the first value, which equals the "
                + "initial price."),
        ParameterSpec.choice(
            "between", LINEAR, List.of(LINEAR, "last"), "Interpolation between two values."));
  }

  @Override
  public FundamentalProcess create(Parameters parameters, FundamentalSetup setup) {
    double[] values = parameters.getDoubles("values");
    String file = parameters.getText("file");
    if (file.isEmpty() == (values.length == 0)) {
      throw new InvalidInputException(
          "values", "(" + values.length + " values)", "at least one value or a file, not both");
    }
    if (!file.isEmpty()) {
      values = NumberColumn.read(Path.of(file), parameters.getInt("column"));
    }
    double first = values[0];
    double scale =
        switch (parameters.getText("unit")) {
          case RELATIVE -> setup.initialTicks() / first;
          case "currency" -> 1 / setup.instrument().tickSize();
          default -> 1;
        };
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return new Historical(
        values, parameters.getNanos("interval"), parameters.getText("between").equals(LINEAR));
  }

  private static final class Historical implements FundamentalProcess {
    private final double[] ticks;
    private final long intervalNanos;
    private final boolean linear;
    private long startNanos;

    Historical(double[] ticks, long intervalNanos, boolean linear) {
      this.ticks = ticks;
      this.intervalNanos = intervalNanos;
      this.linear = linear;
    }

    @Override
    public void seed(long seed, long episode) {}

    @Override
    public void start(long timeNanos) {
      startNanos = timeNanos;
    }

    @Override
    public double valueTicks(long timeNanos) {
      long sinceNanos = timeNanos - startNanos;
      int at = (int) Math.min(sinceNanos / intervalNanos, ticks.length - 1L);
      double value = ticks[at];
      if (linear && at + 1 < ticks.length) {
        double share = (double) (sinceNanos - at * intervalNanos) / intervalNanos;
        value += share * (ticks[at + 1] - value);
      }
      return Math.max(1, value);
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(startNanos);
    }

    @Override
    public void load(StateReader in) {
      startNanos = in.readLong(0, Times.MAX_NANOS);
    }
  }
}
