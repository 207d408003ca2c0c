package io.quanttradinggym.base.state;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A saved state for use outside the process, with the version of the format, the build, the
 * configuration, the length and a checksum.
 *
 * <pre>
 *   8 bytes   "QTGSNAP" and a line feed
 *   int       version of this format
 *   int       length of everything, in bytes
 *   int       CRC-32C of everything but itself
 *   text      build; a text is its length as int, and UTF-8
 *   text      scenario
 *   state     what {@link Stateful#save} wrote
 * </pre>
 *
 * Numbers are little-endian. The checksum detects damage, not forgery: each part checks what it
 * reads.
 */
public final class Snapshot {
  /** Changes with the layout of the envelope. */
  public static final int FORMAT_VERSION = 1;

  private static final byte[] MAGIC = "QTGSNAP\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH_AT = 12;
  private static final int CHECKSUM_AT = 16;
  private static final int BODY_AT = 20;
  private static final String FIELD = "snapshot";

  private Snapshot() {}

  /** Writes the state of {@code part} to {@code scratch}, and returns a sealed copy. */
  public static byte[] save(Stateful part, SnapshotIdentity identity, StateWriter scratch) {
    scratch.clear();
    scratch.writeBytes(MAGIC, 0, MAGIC.length);
    scratch.writeInt(FORMAT_VERSION);
    scratch.writeLong(0); // length and checksum, known at the end
    writeText(scratch, identity.build());
    writeText(scratch, identity.scenario());
    part.save(scratch);
    scratch.overwriteInt(LENGTH_AT, scratch.size());
    scratch.overwriteInt(CHECKSUM_AT, checksum(scratch.buffer(), scratch.size()));
    return scratch.toByteArray();
  }

  private static void writeText(StateWriter out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.writeBytes(bytes, 0, bytes.length);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM_AT);
    crc.update(bytes, BODY_AT, length - BODY_AT);
    return (int) crc.getValue();
  }

  /**
   * Checks the envelope and returns the state in it.
   *
   * @throws InvalidInputException if the bytes are not a snapshot, are damaged, or belong to
   *     another version, build or scenario
   */
  public static StateReader open(byte[] bytes, SnapshotIdentity expected) {
    checkEnvelope(bytes);
    StateReader in = StateReader.ofForgeable(bytes, BODY_AT, bytes.length - BODY_AT);
    check(FIELD + ".build", readText(in), expected.build());
    check(FIELD + ".scenario", readText(in), expected.scenario());
    return in;
  }

  private static void checkEnvelope(byte[] bytes) {
    boolean ours =
        bytes.length >= MAGIC.length
            && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    if (!ours) {
      throw new InvalidInputException(
          FIELD, "(" + bytes.length + " other bytes)", "the bytes of a snapshot");
    }
    if (bytes.length < BODY_AT) {
      throw wrongLength(bytes.length, "at least " + BODY_AT + " bytes; the snapshot is truncated");
    }
    StateReader in = new StateReader(bytes, MAGIC.length, BODY_AT - MAGIC.length);
    int version = in.readInt();
    if (version != FORMAT_VERSION) {
      throw new InvalidInputException(
          FIELD + ".version", version, FORMAT_VERSION + " (the version of this build)");
    }
    int length = in.readInt();
    if (length != bytes.length) {
      String truncated = bytes.length < length ? "; the snapshot is truncated" : "";
      throw wrongLength(bytes.length, length + " bytes, the length in the header" + truncated);
    }
    int checksum = checksum(bytes, bytes.length);
    if (in.readInt() != checksum) {
      throw new InvalidInputException(
          FIELD + ".checksum",
          "%08x".formatted(checksum),
          "the checksum of the header; the snapshot is damaged");
    }
  }

  private static InvalidInputException wrongLength(int length, String allowed) {
    return new InvalidInputException(FIELD, "(" + length + " bytes)", allowed);
  }

  private static String readText(StateReader in) {
    byte[] bytes = new byte[in.readCount(1)];
    in.readBytes(bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void check(String field, String value, String expected) {
    if (!value.equals(expected)) {
      throw new InvalidInputException(field, value, expected);
    }
  }
}
