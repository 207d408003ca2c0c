package io.quanttradinggym.grpc.carrier;

import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.StepBuffers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Results of a command on {@code n} environments, little-endian and row-major. The arrays belong to
 * the carrier; {@link #pack} overwrites them.
 */
public final class StepBytes {
  private final StepBuffers buffers;
  private final byte[] observations; // (n, seats, d) float32
  private final byte[] rewards; // (n, seats) float64

  /**
   * @param buffers what is copied by {@link #pack}
   */
  public StepBytes(StepBuffers buffers) {
    this.buffers = buffers;
    observations = new byte[buffers.observations().length * Float.BYTES];
    rewards = new byte[buffers.rewards().length * Double.BYTES];
  }

  /** Number of environments. */
  public int size() {
    return buffers.size();
  }

  /** Number of seats of each environment. */
  public int seats() {
    return buffers.seats();
  }

  /** The live array: (n, seats, d) float32. */
  public byte[] observations() {
    return observations;
  }

  /** The live array: (n, seats) float64. */
  public byte[] rewards() {
    return rewards;
  }

  /** The live array: (n, seats), 1 = yes. */
  public byte[] terminated() {
    return buffers.terminated();
  }

  /** The live array: (n, seats), 1 = yes. */
  public byte[] truncated() {
    return buffers.truncated();
  }

  /** Whether the episode of environment {@code i} is over for all of its seats. */
  public boolean ended(int i) {
    return buffers.ended(i);
  }

  /** State of a seat after the command, before an automatic reset. */
  public EpisodeInfo info(int i, int seat) {
    return buffers.info(i, seat);
  }

  /**
   * Last observations of the episodes that ended in this step, in order of environment index: a new
   * array (ended, seats, d) float32.
   */
  public byte[] finalObservations() {
    int length = buffers.seats() * buffers.observationSize();
    int ended = 0;
    for (int i = 0; i < size(); i++) {
      ended += ended(i) ? 1 : 0;
    }
    byte[] rows = new byte[ended * length * Float.BYTES];
    var out = ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int i = 0; i < size(); i++) {
      if (ended(i)) {
        out.put(buffers.finalObservations(), i * length, length);
      }
    }
    return rows;
  }

  /** Copies the results of the last command from the buffers. */
  public void pack() {
    little(observations).asFloatBuffer().put(buffers.observations());
    little(rewards).asDoubleBuffer().put(buffers.rewards());
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
