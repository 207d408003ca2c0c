package io.quanttradinggym.gym.policy;

import java.util.BitSet;

/**
 * The fields of one message of a model. Rejects duplicate fields, which protobuf parsers merge or
 * overwrite, so that ONNX Runtime reads the checked content.
 */
final class ModelFields {
  private static final int MAX_NAME_BYTES = 1_000;

  private final String policy;
  private final WireReader in;
  private final BitSet seen = new BitSet();

  ModelFields(String policy, WireReader in) {
    this.policy = policy;
    this.in = in;
  }

  String policy() {
    return policy;
  }

  WireReader in() {
    return in;
  }

  boolean next() {
    return in.next();
  }

  /** The current field as a message. */
  ModelFields message() {
    return new ModelFields(policy, in.block());
  }

  /** Rejects the current field if it occurred before. */
  void once() {
    if (seen.get(in.field())) {
      throw new PolicyException(policy, "field %d comes twice in a message".formatted(in.field()));
    }
    seen.set(in.field());
  }

  /** The current field as a name, which occurs once in a message. */
  String name() {
    once();
    return repeatedName();
  }

  /** The current field as one of several names. */
  String repeatedName() {
    String text = in.text();
    if (text.length() > MAX_NAME_BYTES) {
      throw new PolicyException(
          policy,
          "a name of %d characters".formatted(text.length()),
          "names of at most %d characters".formatted(MAX_NAME_BYTES));
    }
    return text;
  }

  PolicyException unknown(String message) {
    return new PolicyException(
        policy,
        "a %s with the field %d of onnx.proto".formatted(message, in.field()),
        "a model with one graph of plain tensors: no functions, subgraphs, sparse tensors,"
            + " sequences or training information");
  }
}
