package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.Views;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a block at this decision and at earlier ones, newest first, optionally
 * standardised. Before the first decision of an episode its values are those of the first.
 */
final class FramedBlock implements ObservationBlock {
  /** Bound of standardised values. */
  private static final double BOUND = 10;

  private final ObservationBlock block;
  private final int width;
  private final int history;
  private final @Nullable FieldMoments moments;
  private final double[] frames; // (history, width), a ring of raw values
  private final List<ObservationField> fields;
  private int newest;
  private boolean isEmpty = true;

  /**
   * @param history number of decisions, the current one included
   * @param moments null to leave the values as they are
   */
  FramedBlock(ObservationBlock block, int history, @Nullable FieldMoments moments) {
    this.block = block;
    this.history = history;
    this.moments = moments;
    width = block.fields().size();
    frames = new double[history * width];
    fields = fields(block.fields(), history, moments != null);
  }

  private static List<ObservationField> fields(
      List<ObservationField> own, int history, boolean isStandardised) {
    List<ObservationField> all = new ArrayList<>();
    for (int lag = 0; lag < history; lag++) {
      for (ObservationField field : own) {
        String name = lag == 0 ? field.name() : field.name() + "_lag_" + lag;
        all.add(
            isStandardised
                ? new ObservationField(
                    name, "standard deviations", 1, (float) -BOUND, (float) BOUND)
                : new ObservationField(
                    name, field.unit(), field.scale(), field.low(), field.high()));
      }
    }
    return List.copyOf(all);
  }

  @Override
  public List<ObservationField> fields() {
    return fields;
  }

  @Override
  public void request(FeatureRequests requests) {
    block.request(requests);
  }

  @Override
  public void reset(Views views) {
    block.reset(views);
    isEmpty = true;
    if (moments != null) {
      moments.clear();
    }
  }

  @Override
  public void write(Views views, double[] raw, int offset) {
    newest = newest == 0 ? history - 1 : newest - 1;
    int at = newest * width;
    block.write(views, frames, at);
    if (isEmpty) {
      for (int frame = 0; frame < history; frame++) {
        System.arraycopy(frames, at, frames, frame * width, width);
      }
      isEmpty = false;
    }
    int tail = (history - newest) * width; // the ring from the newest frame to its end
    System.arraycopy(frames, at, raw, offset, tail);
    System.arraycopy(frames, 0, raw, offset + tail, at);
    if (moments != null) {
      standardise(moments, raw, offset);
    }
  }

  private void standardise(FieldMoments by, double[] raw, int offset) {
    for (int i = 0; i < width; i++) {
      by.add(i, raw[offset + i]);
      for (int at = offset + i; at < offset + frames.length; at += width) {
        raw[at] = by.standardised(i, raw[at]);
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    block.save(out);
    out.writeInt(newest);
    out.writeBoolean(isEmpty);
    out.writeDoubles(frames, 0, frames.length);
    if (moments != null) {
      moments.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    block.load(in);
    newest = in.readIndex(history);
    isEmpty = in.readBoolean();
    in.readDoubles(frames, 0, frames.length);
    if (moments != null) {
      moments.load(in);
    }
  }
}
