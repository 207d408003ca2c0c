package io.quanttradinggym.gym.policy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf fields. */
final class Protobuf {
  private Protobuf() {}

  /** A message whose fields are the given ones, as field {@code number} of another. */
  static byte[] message(int number, byte[]... fields) {
    byte[] content = join(fields);
    return join(varint(number << 3 | 2), varint(content.length), content);
  }

  static byte[] text(int number, String text) {
    return message(number, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] number(int number, long value) {
    return join(varint(number << 3), varint(value));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long left = value;
    while (left >>> 7 != 0) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
    return out.toByteArray();
  }
}
