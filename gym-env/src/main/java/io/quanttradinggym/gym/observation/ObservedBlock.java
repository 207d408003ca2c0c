package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A block of an observation, and the keys that every block has: the number of decisions that are
 * observed and the scaling.
 *
 * @param choice the block with its own parameters
 * @param frames values of {@link #PARAMETERS}
 */
public record ObservedBlock(Configured<ObservationBlockType> choice, Parameters frames) {
  private static final String HISTORY = "history";
  private static final String SCALING = "scaling";
  private static final String SPAN = "scaling_span";

  /** The keys of every block, beside its type and parameters. */
  public static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.integer(
              HISTORY,
              "decisions",
              1L,
              1,
              256,
              "Number of decisions whose values are observed: the current one and those before "
                  + "it, newest first; fields of earlier decisions end in _lag_1 and so on. At "
                  + "the start of an episode, earlier values equal the first."),
          ParameterSpec.choice(
              SCALING,
              Scaling.FIXED.text(),
              Scaling.texts(),
              "fixed = divided by the block's own scales; running = distance from the mean in "
                  + "standard deviations, both exponential averages over the decisions of the "
                  + "episode; per-episode = the same with equal weights of all decisions of the "
                  + "episode so far. Standardised values are within ±10."),
          ParameterSpec.integer(
              SPAN,
              "decisions",
              100L,
              1,
              1_000_000,
              "Span of the averages with running scaling: the newest decision has the weight 2 / "
                  + "(span + 1)."));

  /** A block with fixed scaling and without history. */
  public static ObservedBlock of(Configured<ObservationBlockType> choice) {
    return new ObservedBlock(choice, Parameters.of(PARAMETERS, Collections.emptyMap(), ""));
  }

  /**
   * Reads the form of {@link #toMap}.
   *
   * @param path dotted path of {@code raw}, for errors; may be empty
   */
  public static ObservedBlock of(
      Plugins<ObservationBlockType> plugins, Map<String, ?> raw, String path) {
    Map<String, Object> own = new LinkedHashMap<>(raw);
    Map<String, Object> frames = new LinkedHashMap<>();
    for (ParameterSpec spec : PARAMETERS) {
      Object value = own.remove(spec.name());
      if (value != null) {
        frames.put(spec.name(), value);
      }
    }
    return new ObservedBlock(
        Configured.of(plugins, own, path), Parameters.of(PARAMETERS, frames, path));
  }

  /** A new block, with its history and scaling. */
  ObservationBlock create() {
    ObservationBlock block = choice.plugin().create(choice.parameters());
    int history = frames.getInt(HISTORY);
    if (history == 1 && scaling() == Scaling.FIXED) {
      return block;
    }
    int width = block.fields().size();
    FieldMoments moments =
        switch (scaling()) {
          case FIXED -> null;
          case RUNNING -> new FieldMoments(width, 2.0 / (frames.getLong(SPAN) + 1));
          case PER_EPISODE -> new FieldMoments(width, 0);
        };
    return new FramedBlock(block, history, moments);
  }

  private Scaling scaling() {
    return Scaling.of(frames.getText(SCALING));
  }

  /**
   * The type, every parameter of the block, and the common keys that differ from their defaults, so
   * that the specifications of observations without them stay as they are.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = choice.toMap();
    if (frames.getLong(HISTORY) != 1) {
      map.put(HISTORY, frames.getLong(HISTORY));
    }
    if (scaling() != Scaling.FIXED) {
      map.put(SCALING, scaling().text());
    }
    if (scaling() == Scaling.RUNNING) {
      map.put(SPAN, frames.getLong(SPAN));
    }
    return map;
  }
}
