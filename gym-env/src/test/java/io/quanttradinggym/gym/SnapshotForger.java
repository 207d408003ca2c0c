package io.quanttradinggym.gym;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.kit.StateForger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Changes the state in a snapshot and corrects its length and checksum. */
final class SnapshotForger {
  private static final int LENGTH_AT = 12;
  private static final int CHECKSUM_AT = 16;
  private static final int BODY_AT = 20;

  private SnapshotForger() {}

  static byte[] forge(byte[] snapshot, RandomStream random) {
    ByteBuffer buffer = ByteBuffer.wrap(snapshot).order(ByteOrder.LITTLE_ENDIAN);
    int begin = BODY_AT;
    for (int text = 0; text < 2; text++) { // build and scenario
      begin += Integer.BYTES + buffer.getInt(begin);
    }
    return sealed(StateForger.forge(snapshot, begin, random));
  }

  private static byte[] sealed(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(LENGTH_AT, bytes.length);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM_AT);
    crc.update(bytes, BODY_AT, bytes.length - BODY_AT);
    buffer.putInt(CHECKSUM_AT, (int) crc.getValue());
    return bytes;
  }
}
