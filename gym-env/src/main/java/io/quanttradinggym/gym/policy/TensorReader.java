package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.collection.LongList;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads one TensorProto of onnx.proto and checks that its elements are complete and finite. */
final class TensorReader {
  private static final int MAX_RANK = 8;

  private final ModelFields fields;
  private final LongList dims = new LongList();
  private final LongList integers = new LongList();
  private @Nullable ElementType type;
  private @Nullable ByteBuffer raw;
  private @Nullable ByteBuffer packed; // float_data or double_data
  private int fractions;
  private String name = "";

  private TensorReader(ModelFields fields) {
    this.fields = fields;
  }

  record Named(String name, Tensor tensor) {}

  static Named read(ModelFields fields) {
    return new TensorReader(fields).read();
  }

  private Named read() {
    while (fields.next()) {
      WireReader in = fields.in();
      switch (in.field()) {
        case 1 -> in.integers(dims);
        case 2 -> {
          fields.once();
          long number = in.integer();
          type = ElementType.of(number).orElseThrow(() -> fail("data type " + number));
        }
        case 4, 10 -> fractions(in.content());
        case 5, 7, 11 -> in.integers(integers);
        case 8 -> name = fields.name();
        case 9 -> {
          fields.once();
          raw = in.content();
        }
        case 12, 14, 16 -> {} // strings; the location of the data
        default -> throw fields.unknown("tensor");
      }
    }
    return new Named(name, tensor());
  }

  private void fractions(ByteBuffer content) {
    if (packed == null) {
      packed = content;
    } else {
      packed =
          ByteBuffer.allocate(packed.remaining() + content.remaining())
              .order(content.order())
              .put(packed)
              .put(content)
              .flip();
      fractions++;
    }
    if (fractions > MAX_RANK) {
      throw fail("numbers in many pieces");
    }
  }

  private Tensor tensor() {
    if (type == null) {
      throw fail("no data type");
    }
    long[] shape = dims.toArray();
    for (long axis : shape) {
      if (axis < 0 || axis > Integer.MAX_VALUE) {
        throw fail("an axis of " + axis);
      }
    }
    if (shape.length > MAX_RANK) {
      throw fail(shape.length + " axes");
    }
    Tensor tensor = Tensor.of(type, shape);
    long count = tensor.count();
    if (count == 0 && shape.length != 1) {
      throw fail("the shape " + tensor.shapeText());
    }
    return elements(type, shape, count);
  }

  private Tensor elements(ElementType of, long[] shape, long count) {
    boolean wide = of == ElementType.FLOAT || of == ElementType.DOUBLE;
    ByteBuffer bytes = raw != null ? raw : wide ? packed : null;
    long given = bytes != null ? bytes.remaining() / of.bytes() : wide ? 0 : integers.size();
    if (given != count || (bytes != null && bytes.remaining() % of.bytes() != 0)) {
      throw fail("%d elements for the shape %s".formatted(given, Tensor.of(of, shape).shapeText()));
    }
    boolean kept = !of.isFraction() && count <= Tensor.MAX_INTEGERS;
    long[] values = kept ? new long[(int) count] : null;
    for (int i = 0; i < count; i++) {
      long bits = bytes != null ? element(of, bytes, i) : integers.get(i);
      if (!of.isFinite(bits)) {
        throw new PolicyException(
            fields.policy(),
            "tensor \"%s\" has an element that is not finite".formatted(name),
            "finite weights");
      }
      if (!of.holds(bits)) {
        throw fail("the element %d of the type %s".formatted(bits, of));
      }
      if (values != null) {
        values[i] = bits;
      }
    }
    return new Tensor(of, shape, values);
  }

  private static long element(ElementType type, ByteBuffer bytes, int index) {
    int at = index * type.bytes();
    return switch (type) {
      case FLOAT, INT32 -> bytes.getInt(at);
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
      case DOUBLE, INT64, UINT64 -> bytes.getLong(at);
      case UINT8, BOOL -> bytes.get(at) & 0xff;
      case INT8 -> bytes.get(at);
      case INT16 -> bytes.getShort(at);
      case FLOAT16, BFLOAT16, UINT16 -> bytes.getShort(at) & 0xffff;
    };
  }

  private PolicyException fail(String problem) {
    return new PolicyException(
        fields.policy(),
        "tensor \"%s\" has %s".formatted(name, problem),
        "a dense tensor of numbers, at most %d axes".formatted(MAX_RANK));
  }
}
