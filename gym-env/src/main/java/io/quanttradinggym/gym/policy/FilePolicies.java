package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Finds policies by the path of their file. Each is loaded once. */
public final class FilePolicies implements PolicyResolver, AutoCloseable {
  private final Path folder;
  private final Map<String, OnnxModel> models = new TreeMap<>();

  /**
   * @param folder that relative paths start from
   */
  public FilePolicies(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized OnnxModel resolve(String policy) {
    OnnxModel model = models.get(policy);
    if (model == null) {
      model = OnnxModel.load(policy, read(policy));
      models.put(policy, model);
    }
    return model;
  }

  private byte[] read(String policy) {
    try {
      return Files.readAllBytes(folder.resolve(policy));
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInputException("policy", policy, "the path of a readable ONNX file");
    }
  }

  /** A text that differs where any policy that was found does; empty where there is none. */
  public synchronized String identity() {
    StringBuilder identity = new StringBuilder();
    models.forEach(
        (policy, model) -> identity.append(' ').append(policy).append(' ').append(model.hash()));
    return identity.toString();
  }

  @Override
  public synchronized void close() {
    models.values().forEach(OnnxModel::close);
    models.clear();
  }
}
