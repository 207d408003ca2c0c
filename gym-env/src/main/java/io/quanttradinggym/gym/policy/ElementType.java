package io.quanttradinggym.gym.policy;

import java.util.Arrays;
import java.util.Optional;

/** The element types of tensors that policies may have; numbers are those of onnx.proto. */
enum ElementType {
  FLOAT(1, 4, Kind.FRACTION),
  UINT8(2, 1, Kind.INTEGER),
  INT8(3, 1, Kind.INTEGER),
  UINT16(4, 2, Kind.INTEGER),
  INT16(5, 2, Kind.INTEGER),
  INT32(6, 4, Kind.INTEGER),
  INT64(7, 8, Kind.INTEGER),
  BOOL(9, 1, Kind.TRUTH),
  FLOAT16(10, 2, Kind.FRACTION),
  DOUBLE(11, 8, Kind.FRACTION),
  UINT32(12, 4, Kind.INTEGER),
  UINT64(13, 8, Kind.INTEGER),
  BFLOAT16(16, 2, Kind.FRACTION);

  private enum Kind {
    FRACTION,
    INTEGER,
    TRUTH
  }

  private final int number;
  private final int bytes;
  private final Kind kind;

  ElementType(int number, int bytes, Kind kind) {
    this.number = number;
    this.bytes = bytes;
    this.kind = kind;
  }

  static Optional<ElementType> of(long number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }

  /** Bytes of an element in raw data. */
  int bytes() {
    return bytes;
  }

  boolean isInteger() {
    return kind == Kind.INTEGER;
  }

  boolean isFraction() {
    return kind == Kind.FRACTION;
  }

  /** Whether an element of a type without fractions can be that number, given in 64 bits. */
  boolean holds(long value) {
    return switch (this) {
      case BOOL -> value == 0 || value == 1;
      case UINT8 -> value >= 0 && value < 1 << 8;
      case INT8 -> value == (byte) value;
      case UINT16 -> value >= 0 && value < 1 << 16;
      case INT16 -> value == (short) value;
      case INT32 -> value == (int) value;
      case UINT32 -> value >= 0 && value < 1L << 32;
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT64, UINT64 -> true;
    };
  }

  /** Whether the bits of an element are a finite number. */
  boolean isFinite(long bits) {
    long exponent =
        switch (this) {
          case FLOAT -> 0x7f80_0000L;
          case DOUBLE -> 0x7ff0_0000_0000_0000L;
          case FLOAT16 -> 0x7c00L;
          case BFLOAT16 -> 0x7f80L;
          case UINT8, INT8, UINT16, INT16, INT32, INT64, BOOL, UINT32, UINT64 -> -1L;
        };
    return exponent == -1 || (bits & exponent) != exponent;
  }
}
