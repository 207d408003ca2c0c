package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.policy.ModelGraph.Declared;
import io.quanttradinggym.gym.policy.ModelGraph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the graph of an ONNX model. Field numbers are those of onnx.proto. */
final class GraphReader {
  private static final int MAX_FILE_BYTES = 64 << 20;
  private static final int MAX_PARTS = 5_000;
  private static final int MIN_OPSET = 13;
  private static final List<String> STANDARD = List.of("", "ai.onnx");

  private final String policy;
  private final List<Declared> inputs = new ArrayList<>();
  private final List<Declared> outputs = new ArrayList<>();
  private final List<Declared> values = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Tensor> initializers = new LinkedHashMap<>();
  private long opset;

  private GraphReader(String policy) {
    this.policy = policy;
  }

  /**
   * @param policy for messages
   * @throws PolicyException if the model is more than one graph of standard operators
   */
  static ModelGraph read(String policy, byte[] bytes) {
    if (bytes.length > MAX_FILE_BYTES) {
      throw new PolicyException(
          policy,
          bytes.length + " bytes",
          "an ONNX model of at most %d bytes".formatted(MAX_FILE_BYTES));
    }
    GraphReader reader = new GraphReader(policy);
    reader.model(new ModelFields(policy, new WireReader(policy, bytes)));
    return new ModelGraph(
        (int) reader.opset,
        List.copyOf(reader.inputs),
        List.copyOf(reader.outputs),
        List.copyOf(reader.values),
        List.copyOf(reader.nodes),
        Collections.unmodifiableMap(reader.initializers));
  }

  private void model(ModelFields fields) {
    while (fields.next()) {
      switch (fields.in().field()) {
        case 1, 2, 3, 4, 5, 6, 14 -> {} // versions and texts
        case 7 -> {
          fields.once();
          graph(fields.message());
        }
        case 8 -> opset(fields.message());
        default -> throw fields.unknown("model");
      }
    }
    if (opset < MIN_OPSET || opset > Integer.MAX_VALUE) {
      throw new PolicyException(
          policy,
          "standard operators of version " + opset,
          "version %d or newer".formatted(MIN_OPSET));
    }
  }

  private void opset(ModelFields fields) {
    String domain = "";
    long version = 0;
    while (fields.next()) {
      switch (fields.in().field()) {
        case 1 -> domain = fields.name();
        case 2 -> {
          fields.once();
          version = fields.in().integer();
        }
        default -> throw fields.unknown("operator set");
      }
    }
    if (STANDARD.contains(domain)) {
      if (opset != 0) {
        throw new PolicyException(policy, "two versions of the standard operators");
      }
      opset = version;
    }
  }

  private void graph(ModelFields fields) {
    while (fields.next()) {
      switch (fields.in().field()) {
        case 1 -> add(nodes, node(fields.message()));
        case 2, 10, 16 -> {} // texts
        case 5 -> {
          TensorReader.Named read = TensorReader.read(fields.message());
          if (initializers.put(read.name(), read.tensor()) != null) {
            throw new PolicyException(policy, "two initializers \"%s\"".formatted(read.name()));
          }
          checkParts(initializers.size());
        }
        case 11 -> add(inputs, required(fields.message()));
        case 12 -> add(outputs, required(fields.message()));
        case 13 -> {
          Declared value = declared(fields.message());
          if (value.type() != null) {
            add(values, value);
          }
        }
        default -> throw fields.unknown("graph");
      }
    }
  }

  private <T> void add(List<T> to, T part) {
    to.add(part);
    checkParts(to.size());
  }

  private void checkParts(int parts) {
    if (parts > MAX_PARTS) {
      throw new PolicyException(
          policy,
          "more than %d parts of one kind".formatted(MAX_PARTS),
          "at most %d nodes, and as many initializers and values".formatted(MAX_PARTS));
    }
  }

  private Node node(ModelFields fields) {
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    Map<String, ModelGraph.Attribute> attributes = new LinkedHashMap<>();
    String name = "";
    String operator = "";
    String domain = "";
    while (fields.next()) {
      switch (fields.in().field()) {
        case 1 -> add(from, fields.repeatedName());
        case 2 -> add(to, fields.repeatedName());
        case 3 -> name = fields.name();
        case 4 -> operator = fields.name();
        case 5 -> AttributeReader.read(fields.message(), attributes);
        case 6, 9 -> {} // texts
        case 7 -> domain = fields.name();
        default -> throw fields.unknown("node");
      }
    }
    Node node = new Node(name, operator, List.copyOf(from), List.copyOf(to), attributes);
    if (!STANDARD.contains(domain)) {
      throw new PolicyException(
          policy,
          "%s of the domain %s".formatted(node.text(), domain),
          "operators of the standard domain");
    }
    return node;
  }

  private Declared declared(ModelFields fields) {
    String name = "";
    ElementType type = null;
    long[] shape = null;
    while (fields.next()) {
      switch (fields.in().field()) {
        case 1 -> name = fields.name();
        case 2 -> {
          fields.once();
          ModelFields tensor = tensorType(fields.message());
          while (tensor != null && tensor.next()) {
            switch (tensor.in().field()) {
              case 1 -> {
                tensor.once();
                type = ElementType.of(tensor.in().integer()).orElse(null);
              }
              case 2 -> {
                tensor.once();
                shape = shape(tensor.message());
              }
              default -> throw tensor.unknown("tensor type");
            }
          }
        }
        case 3, 4 -> {} // texts
        default -> throw fields.unknown("value");
      }
    }
    return new Declared(name, type, shape);
  }

  private Declared required(ModelFields fields) {
    Declared declared = declared(fields);
    if (declared.type() == null) {
      throw new PolicyException(
          policy, "\"%s\" is declared as no tensor of numbers".formatted(declared.name()));
    }
    return declared;
  }

  private static @Nullable ModelFields tensorType(ModelFields fields) {
    ModelFields tensor = null;
    while (fields.next()) {
      switch (fields.in().field()) {
        case 1 -> {
          fields.once();
          tensor = fields.message();
        }
        case 6 -> {} // a text
        default -> throw fields.unknown("type");
      }
    }
    return tensor;
  }

  private long[] shape(ModelFields fields) {
    List<Long> axes = new ArrayList<>();
    while (fields.next()) {
      if (fields.in().field() != 1) {
        throw fields.unknown("shape");
      }
      add(axes, axis(fields.message()));
    }
    return axes.stream().mapToLong(Long::longValue).toArray();
  }

  private static long axis(ModelFields fields) {
    long axis = -1;
    while (fields.next()) {
      switch (fields.in().field()) {
        case 1 -> {
          fields.once();
          axis = fields.in().integer();
        }
        case 2, 3 -> {} // texts
        default -> throw fields.unknown("axis");
      }
    }
    return axis;
  }
}
