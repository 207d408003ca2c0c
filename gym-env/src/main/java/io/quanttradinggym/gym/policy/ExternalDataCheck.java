package io.quanttradinggym.gym.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rejects ONNX files with external data: tensors that ONNX Runtime would read from other files of
 * this machine. Field numbers are those of onnx.proto.
 */
final class ExternalDataCheck {
  private static final byte[] ORT_FORMAT = "ORTM".getBytes(StandardCharsets.US_ASCII);
  private static final int ORT_FORMAT_AT = 4;

  private final String policy;

  private ExternalDataCheck(String policy) {
    this.policy = policy;
  }

  /**
   * @param policy name for messages
   * @throws PolicyException if the file is not self-contained, or is not an ONNX model
   */
  static void check(String policy, byte[] bytes) {
    if (isOrtFormat(bytes)) {
      throw new PolicyException(
          policy, "not an ONNX model but a file in ONNX Runtime's own format");
    }
    new ExternalDataCheck(policy).model(new WireReader(policy, bytes));
  }

  /**
   * Whether the file has ONNX Runtime's own format. The runtime would not parse such a file as
   * protobuf, regardless of its content.
   */
  private static boolean isOrtFormat(byte[] bytes) {
    int to = ORT_FORMAT_AT + ORT_FORMAT.length;
    return bytes.length >= to
        && Arrays.equals(bytes, ORT_FORMAT_AT, to, ORT_FORMAT, 0, ORT_FORMAT.length);
  }

  private void model(WireReader in) {
    while (in.nextBlock()) {
      switch (in.field()) {
        case 7 -> graph(in.block());
        case 20 -> trainingInfo(in.block());
        case 25 -> function(in.block());
        default -> {}
      }
    }
  }

  private void trainingInfo(WireReader in) {
    while (in.nextBlock()) {
      switch (in.field()) {
        case 1, 2 -> graph(in.block());
        default -> {}
      }
    }
  }

  private void function(WireReader in) {
    while (in.nextBlock()) {
      switch (in.field()) {
        case 7 -> node(in.block());
        case 11 -> attribute(in.block());
        default -> {}
      }
    }
  }

  private void graph(WireReader in) {
    while (in.nextBlock()) {
      switch (in.field()) {
        case 1 -> node(in.block());
        case 5 -> tensor(in.block(), "initializer");
        case 15 -> sparseTensor(in.block(), "sparse initializer");
        default -> {}
      }
    }
  }

  private void node(WireReader in) {
    while (in.nextBlock()) {
      if (in.field() == 5) {
        attribute(in.block());
      }
    }
  }

  private void attribute(WireReader in) {
    String what = "attribute \"%s\", tensor".formatted(in.text(1));
    while (in.nextBlock()) {
      switch (in.field()) {
        case 5, 10 -> tensor(in.block(), what);
        case 6, 11 -> graph(in.block());
        case 22, 23 -> sparseTensor(in.block(), what);
        default -> {}
      }
    }
  }

  private void sparseTensor(WireReader in, String what) {
    while (in.nextBlock()) {
      switch (in.field()) {
        case 1 -> tensor(in.block(), what);
        case 2 -> tensor(in.block(), what + " indices");
        default -> {}
      }
    }
  }

  private void tensor(WireReader in, String what) {
    while (in.next()) {
      boolean external =
          switch (in.field()) {
            case 13 -> in.isBlock(); // external_data
            case 14 -> in.isOtherThanZero(); // data_location
            default -> false;
          };
      if (external) {
        throw new PolicyException(
            policy,
            "%s \"%s\" has external data".formatted(what, in.text(8)),
            "a self-contained ONNX file");
      }
    }
  }
}
