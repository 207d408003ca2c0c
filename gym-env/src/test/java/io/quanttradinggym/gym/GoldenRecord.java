package io.quanttradinggym.gym;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Recorded results of every catalogue scenario, one file of lines {@code key = value} each: the
 * digests of the first half hour, of an episode of random actions, and the specification hashes.
 */
enum GoldenRecord {
  MARKETS("markets.txt"),
  EPISODES("episodes.txt"),
  SPECIFICATIONS("specifications.txt");

  static final long[] SEEDS = {0, 1, 2, 7};
  static final long HALF_HOUR_NANOS = 1_800_000_000_000L;

  private final String file;

  GoldenRecord(String file) {
    this.file = file;
  }

  Map<String, String> read() {
    Map<String, String> lines = new TreeMap<>();
    var resource = GoldenRecord.class.getResourceAsStream("/golden/" + file);
    try (var reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] parts = line.split(" = ", 2);
        lines.put(parts[0], parts[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** Numbers in the order in which they were added, as one hash over their bits. */
  static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    void add(float[] values) {
      for (float value : values) {
        write(Float.floatToRawIntBits(value));
      }
    }

    void add(double value) {
      long bits = Double.doubleToRawLongBits(value);
      write((int) (bits >>> 32));
      write((int) bits);
    }

    private void write(int bits) {
      try {
        out.writeInt(bits);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String hash() {
      return io.quanttradinggym.gym.api.CanonicalJson.hash(bytes.toByteArray());
    }
  }
}
