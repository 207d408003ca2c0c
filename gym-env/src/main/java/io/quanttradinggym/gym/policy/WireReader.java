package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.collection.LongList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Iterates over the fields of one protobuf message as bytes. It reads the same fields as ONNX
 * Runtime's parser, or rejects the message.
 */
final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BLOCK = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_DEPTH = 100; // limit of protobuf's parsers
  private static final int MAX_TEXT_BYTES = 80;
  private static final int MAX_INTEGERS = 1 << 20;
  private static final long MAX_TAG = 0xffff_ffffL;

  private final String policy;
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final int depth;
  private int at;
  private int field;
  private int type;
  private int blockStart;
  private long number;

  /**
   * @param policy name for messages
   */
  WireReader(String policy, byte[] bytes) {
    this(policy, bytes, 0, bytes.length, 1);
  }

  private WireReader(String policy, byte[] bytes, int start, int end, int depth) {
    this.policy = policy;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.depth = depth;
    at = start;
  }

  /**
   * Advances to the next field; false at the end.
   *
   * @throws PolicyException if the bytes are not valid fields
   */
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = varint();
    if (tag < 0 || tag > MAX_TAG || tag >>> 3 == 0) {
      throw malformed();
    }
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    switch (type) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case BLOCK -> {
        long length = varint();
        blockStart = at;
        skip(length);
      }
      default -> throw malformed(); // groups, which ONNX does not use
    }
    return true;
  }

  /** Advances to the next field that is a message, a text or bytes; false at the end. */
  boolean nextBlock() {
    while (next()) {
      if (type == BLOCK) {
        return true;
      }
    }
    return false;
  }

  /** Number of the field. */
  int field() {
    return field;
  }

  boolean isBlock() {
    return type == BLOCK;
  }

  /** Whether the field is an enum with a value other than 0. */
  boolean isOtherThanZero() {
    return type == VARINT && (int) number != 0; // parsers truncate enums to 32 bits
  }

  /** The field as an integer. */
  long integer() {
    if (type != VARINT) {
      throw malformed();
    }
    return number;
  }

  /** Appends the integers of a repeated field, packed or not. */
  void integers(LongList out) {
    if (type == VARINT) {
      out.add(number);
    } else {
      WireReader in = block();
      while (in.at < in.end && out.size() <= MAX_INTEGERS) {
        out.add(in.varint());
      }
    }
    if (out.size() > MAX_INTEGERS) {
      throw new PolicyException(
          policy, "a list of more than %d integers".formatted(MAX_INTEGERS), "shorter lists");
    }
  }

  /** The bytes of the field, little-endian. The field may have any type except an integer. */
  ByteBuffer content() {
    int from =
        switch (type) {
          case BLOCK -> blockStart;
          case FIXED32 -> at - Integer.BYTES;
          case FIXED64 -> at - Long.BYTES;
          default -> throw malformed();
        };
    return ByteBuffer.wrap(bytes, from, at - from).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The whole field as a text. */
  String text() {
    if (type != BLOCK) {
      throw malformed();
    }
    return new String(bytes, blockStart, at - blockStart, StandardCharsets.UTF_8);
  }

  /** The field as a message. */
  WireReader block() {
    if (type != BLOCK || depth == MAX_DEPTH) {
      throw malformed();
    }
    return new WireReader(policy, bytes, blockStart, at, depth + 1);
  }

  /** The start of the text in the given field of this message; empty if the field is absent. */
  String text(int wanted) {
    WireReader in = new WireReader(policy, bytes, start, end, depth);
    while (in.nextBlock()) {
      if (in.field == wanted) {
        int length = Math.min(in.at - in.blockStart, MAX_TEXT_BYTES);
        return new String(bytes, in.blockStart, length, StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private void skip(long length) {
    if (length < 0 || length > end - at) {
      throw malformed();
    }
    at += (int) length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == end) {
        throw malformed();
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  PolicyException malformed() {
    return new PolicyException(policy, "not an ONNX model");
  }
}
