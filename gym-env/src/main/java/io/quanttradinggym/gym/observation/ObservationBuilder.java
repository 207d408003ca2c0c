package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.api.ObservationSpec;
import io.quanttradinggym.gym.trader.ObservationSource;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Composes an observation from blocks: the single implementation for training and for policies
 * inside the JVM. {@link #write} is called exactly once per decision and allocates nothing. NOT
 * thread safe.
 */
public final class ObservationBuilder implements ObservationSource {
  private static final int MAX_SIZE = 65_536;

  private final ObservationBlock[] blocks;
  private final int[] offsets; // of each block
  private final double[] raw;
  private final double[] scales;
  private final float[] lows;
  private final float[] highs;
  private final ObservationSpec spec;
  private final List<IndicatorRequest> indicators = new ArrayList<>();

  /**
   * @throws InvalidInputException if there is no block, two fields have the same name, or there are
   *     too many
   */
  public ObservationBuilder(List<ObservedBlock> observed) {
    blocks = new ObservationBlock[observed.size()];
    offsets = new int[blocks.length];
    List<ObservationField> fields = new ArrayList<>();
    List<String> blockNames = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = observed.get(i).create();
      blocks[i].request(this::addIndicator);
      offsets[i] = fields.size();
      for (ObservationField field : blocks[i].fields()) {
        fields.add(field);
        blockNames.add(observed.get(i).choice().type());
      }
      if (fields.size() > MAX_SIZE) {
        throw new InvalidInputException(
            "observation", "(" + fields.size() + " fields)", "at most " + MAX_SIZE + " fields");
      }
    }
    checkNames(fields);
    int size = fields.size();
    raw = new double[size];
    scales = new double[size];
    lows = new float[size];
    highs = new float[size];
    for (int i = 0; i < size; i++) {
      scales[i] = fields.get(i).scale();
      lows[i] = fields.get(i).low();
      highs[i] = fields.get(i).high();
    }
    spec =
        ObservationSpec.of(
            observed.stream().map(ObservedBlock::toMap).toList(), fields, blockNames);
  }

  private int addIndicator(IndicatorRequest request) {
    indicators.add(request);
    return indicators.size() - 1;
  }

  private static void checkNames(List<ObservationField> fields) {
    if (fields.isEmpty()) {
      throw new InvalidInputException("observation", List.of(), "at least one block with a field");
    }
    Set<String> names = new TreeSet<>();
    for (ObservationField field : fields) {
      if (!names.add(field.name())) {
        throw new InvalidInputException(
            "observation", field.name(), "blocks without a common field name");
      }
    }
  }

  /** Number of elements. */
  @Override
  public int size() {
    return raw.length;
  }

  @Override
  public List<IndicatorRequest> indicators() {
    return List.copyOf(indicators);
  }

  public ObservationSpec spec() {
    return spec;
  }

  /** An episode begins; the first {@link #write} follows. */
  @Override
  public void reset(Views views) {
    for (ObservationBlock block : blocks) {
      block.reset(views);
    }
  }

  /** Writes {@link #size} elements at {@code offset}, each within its bounds and never NaN. */
  @Override
  public void write(Views views, float[] out, int offset) {
    for (int i = 0; i < blocks.length; i++) {
      blocks[i].write(views, raw, offsets[i]);
    }
    for (int i = 0; i < raw.length; i++) {
      out[offset + i] = clip((float) (raw[i] / scales[i]), lows[i], highs[i]);
    }
  }

  /** NaN becomes zero, or the bound nearest to zero. */
  private static float clip(float value, float low, float high) {
    float number = Float.isNaN(value) ? 0 : value;
    return Math.min(Math.max(number, low), high);
  }

  @Override
  public void save(StateWriter out) {
    for (ObservationBlock block : blocks) {
      block.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    for (ObservationBlock block : blocks) {
      block.load(in);
    }
  }
}
