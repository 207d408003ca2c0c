package io.quanttradinggym.gym.policy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Runs a model, one inference at a time. Aborts inferences that take too long or are stopped. */
final class Inference implements AutoCloseable {
  /**
   * Time limit of an inference. A model that {@link ShapeInference} accepts takes a small fraction
   * of it.
   */
  static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  /** Polling interval. Time is counted in intervals, because a policy has no clock. */
  private static final long LOOK_MILLIS = 20;

  private static final Set<Inference> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Thread.ofPlatform().daemon().name("inference-watch").start(Inference::watch);
  }

  private final OnnxModel model;
  private final OrtSession.RunOptions options;
  private final long limitMillis;
  private boolean running;
  private boolean terminated;
  private long looks;

  Inference(OnnxModel model, Duration limit) throws OrtException {
    this.model = model;
    limitMillis = limit.toMillis();
    options = new OrtSession.RunOptions();
  }

  private static void watch() {
    while (true) {
      LockSupport.parkNanos(Duration.ofMillis(LOOK_MILLIS).toNanos());
      RUNNING.forEach(Inference::look);
    }
  }

  /**
   * Computes the outputs; they stay open.
   *
   * @throws PolicyException if ONNX Runtime rejects the inputs or takes too long
   * @throws CancellationException if the work was stopped
   */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
    begin();
    try {
      model.session().run(inputs, Collections.emptySet(), outputs, options).close();
    } catch (OrtException e) {
      synchronized (this) {
        if (!terminated) {
          throw new PolicyException(
              model.name(), "fails on an observation: " + OnnxModel.firstLine(e));
        }
      }
    } finally {
      RUNNING.remove(this);
      end();
    }
  }

  private void begin() {
    checkWanted();
    synchronized (this) {
      running = true;
      terminated = false;
      looks = 0;
    }
    RUNNING.add(this);
  }

  private void checkWanted() {
    if (model.stop().isStopped()) {
      throw new CancellationException("the call was cancelled");
    }
  }

  /** Aborts the inference at its time limit. */
  private synchronized void look() {
    looks++;
    boolean over = model.stop().isStopped() || looks * LOOK_MILLIS > limitMillis;
    if (running && !terminated && over) {
      terminated = true;
      setTerminate(true);
    }
  }

  private synchronized void end() {
    running = false;
    if (terminated) {
      setTerminate(false);
      checkWanted();
      throw new PolicyException(
          model.name(),
          "an inference took longer than %d ms".formatted(limitMillis),
          "a faster model");
    }
  }

  private void setTerminate(boolean terminate) {
    try {
      options.setTerminate(terminate);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    options.close();
  }
}
