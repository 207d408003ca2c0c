package io.quanttradinggym.gym.policy;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.quanttradinggym.gym.policy.onnx.OnnxEnvironment;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a model on a fixed number of observations at a time, in buffers that are allocated once and
 * pinned. NOT thread safe; batches can share one model.
 */
public final class OnnxBatch implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final OnnxModel model;
  private final int rows;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private final Cleaner.Cleanable cleaning;
  private final Inference inference;
  private final List<Recurrence> recurrences = new ArrayList<>();
  private final FloatBuffer observations;
  private final int observationSize;
  private final int actionSize;
  private final Optional<FloatBuffer> episodeStart;
  private final Optional<FloatBuffer> floatActions;
  private final Optional<LongBuffer> longActions;
  private final Optional<FloatBuffer> raw;
  private final Optional<ByteBuffer> masks;
  private final int maskSize;

  /** Frees the native tensors; holds no reference to the batch. */
  private record Release(
      Inference inference, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
      implements Runnable {
    @Override
    public void run() {
      inference.close();
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }
  }

  /** Recurrent state: output of one run and input of the next. */
  private record Recurrence(FloatBuffer in, FloatBuffer out) {
    void carry() {
      in.put(0, out, 0, in.capacity());
    }
  }

  /**
   * @param rows observations per run
   * @throws PolicyException if the inputs or outputs of the model are not those of a policy
   */
  public OnnxBatch(OnnxModel model, int rows) {
    this.model = model;
    this.rows = rows;
    model.checkShapes(rows);
    inference = model.newInference();
    // Population agents are never closed. The garbage collector frees their tensors.
    cleaning = CLEANER.register(this, new Release(inference, inputs, outputs));
    observationSize = model.observationSize();
    try {
      observations = floats(inputs, "observation", rows, observationSize);
      episodeStart =
          model.inputs().containsKey("episode_start")
              ? Optional.of(floats(inputs, "episode_start", rows))
              : Optional.empty();
      addRecurrence("h");
      addRecurrence("c");
      maskSize = model.maskSize();
      masks =
          maskSize > 0 ? Optional.of(booleans("action_mask", rows, maskSize)) : Optional.empty();
      checkInputs();
      boolean discrete = info("action").type == OnnxJavaType.INT64;
      actionSize = width("action");
      longActions = discrete ? Optional.of(longs("action")) : Optional.empty();
      floatActions =
          discrete
              ? Optional.empty()
              : Optional.of(floats(outputs, "action", shape("action", actionSize)));
      Optional<String> rawName = model.rawOutput();
      raw =
          rawName.isPresent()
              ? Optional.of(floats(outputs, rawName.get(), rows, width(rawName.get())))
              : Optional.empty();
    } catch (OrtException e) {
      close();
      throw new PolicyException(model.name(), OnnxModel.firstLine(e));
    } catch (PolicyException e) {
      close();
      throw e;
    }
    restart();
  }

  private TensorInfo info(String output) {
    NodeInfo node = model.outputs().get(output);
    if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
      throw new PolicyException(model.name(), "no tensor named " + output);
    }
    return info;
  }

  /** Numbers per observation of an output of shape (batch) or (batch, width). */
  private int width(String output) {
    long[] shape = info(output).getShape();
    boolean known = shape.length == 1 || (shape.length == 2 && shape[1] > 0);
    if (!known) {
      throw new PolicyException(
          model.name(), "output %s without the shape (batch) or (batch, n)".formatted(output));
    }
    return shape.length == 1 ? 1 : (int) shape[1];
  }

  private long[] shape(String output, int width) {
    return info(output).getShape().length == 1 ? new long[] {rows} : new long[] {rows, width};
  }

  private FloatBuffer floats(Map<String, OnnxTensor> to, String name, long... shape)
      throws OrtException {
    FloatBuffer buffer = direct(Math.toIntExact(size(shape)) * Float.BYTES).asFloatBuffer();
    to.put(name, OnnxTensor.createTensor(OnnxEnvironment.get(), buffer, shape));
    return buffer;
  }

  private ByteBuffer booleans(String input, long... shape) throws OrtException {
    ByteBuffer buffer = direct(Math.toIntExact(size(shape)));
    inputs.put(
        input, OnnxTensor.createTensor(OnnxEnvironment.get(), buffer, shape, OnnxJavaType.BOOL));
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, (byte) 1);
    }
    return buffer;
  }

  private LongBuffer longs(String output) throws OrtException {
    long[] shape = shape(output, actionSize);
    LongBuffer buffer = direct(Math.toIntExact(size(shape)) * Long.BYTES).asLongBuffer();
    outputs.put(output, OnnxTensor.createTensor(OnnxEnvironment.get(), buffer, shape));
    return buffer;
  }

  private static long size(long[] shape) {
    long size = 1;
    for (long axis : shape) {
      size *= axis;
    }
    return size;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** A state of shape (layers, batch, hidden), from {@code name} to {@code name_out}. */
  private void addRecurrence(String name) throws OrtException {
    if (model.inputs().containsKey(name)) {
      long[] shape = model.tensor(model.inputs(), name, OnnxJavaType.FLOAT);
      shape[1] = rows;
      FloatBuffer in = floats(inputs, name, shape);
      FloatBuffer out = floats(outputs, name + "_out", shape);
      recurrences.add(new Recurrence(in, out));
    }
  }

  private void checkInputs() {
    for (String input : model.inputs().keySet()) {
      if (!inputs.containsKey(input)) {
        throw new PolicyException(model.name(), "needs an unknown input %s".formatted(input));
      }
    }
  }

  /** Begins an episode in all rows. */
  public void restart() {
    for (Recurrence recurrence : recurrences) {
      for (int i = 0; i < recurrence.in().capacity(); i++) {
        recurrence.in().put(i, 0);
      }
    }
    setEpisodeStart(1);
  }

  private void setEpisodeStart(float value) {
    if (episodeStart.isPresent()) {
      for (int i = 0; i < rows; i++) {
        episodeStart.get().put(i, value);
      }
    }
  }

  /**
   * Computes actions and outputs.
   *
   * @param source row-major (rows, observation size) at {@code offset}
   */
  public void run(float[] source, int offset) {
    observations.put(0, source, offset, rows * observationSize);
    inference.run(inputs, outputs);
    for (Recurrence recurrence : recurrences) {
      recurrence.carry();
    }
    setEpisodeStart(0);
  }

  /**
   * Sets the choices that the next runs may take in a row; all of them until then. Without effect
   * on a model without masks.
   *
   * @param allowed one for each choice of the model
   */
  public void setMask(int row, boolean[] allowed) {
    if (masks.isPresent()) {
      for (int i = 0; i < maskSize; i++) {
        masks.get().put(row * maskSize + i, (byte) (allowed[i] ? 1 : 0));
      }
    }
  }

  /** Number of choices of a mask of the model; 0 without masks. */
  public int maskSize() {
    return maskSize;
  }

  /** Number of components of an action. */
  public int actionSize() {
    return actionSize;
  }

  /** One component of the deterministic action of the last run. */
  public float action(int row, int component) {
    int index = row * actionSize + component;
    return longActions.isPresent()
        ? longActions.get().get(index)
        : floatActions.orElseThrow().get(index);
  }

  /** Numbers per row of the logits, Q-values or means; 0 without raw output. */
  public int rawSize() {
    return raw.isPresent() ? raw.get().capacity() / rows : 0;
  }

  /** Copies the logits, Q-values or means of one row of the last run. */
  public void copyRaw(int row, float[] out, int offset) {
    if (raw.isPresent()) {
      raw.get().get(row * rawSize(), out, offset, rawSize());
    }
  }

  /** Size of the recurrent state. */
  int stateSize() {
    int size = 1;
    for (Recurrence recurrence : recurrences) {
      size += recurrence.in().capacity();
    }
    return size;
  }

  void copyState(float[] out) {
    int at = 0;
    for (Recurrence recurrence : recurrences) {
      recurrence.in().get(0, out, at, recurrence.in().capacity());
      at += recurrence.in().capacity();
    }
    out[at] = episodeStart.isPresent() ? episodeStart.get().get(0) : 0;
  }

  void setState(float[] from) {
    int at = 0;
    for (Recurrence recurrence : recurrences) {
      recurrence.in().put(0, from, at, recurrence.in().capacity());
      at += recurrence.in().capacity();
    }
    setEpisodeStart(from[at]);
  }

  @Override
  public void close() {
    cleaning.clean();
  }
}
