package io.quanttradinggym.sim.recording;

import java.nio.file.Path;

/** Writes who takes part, and as what, as a CSV file. */
public final class AgentTable implements AutoCloseable {
  private final AsciiWriter file;

  /** Begins the file. */
  public AgentTable(Path path) {
    file = new AsciiWriter(path);
    file.field("agent,population,type").endLine();
  }

  /**
   * Adds a population, whose members are called name-0, name-1 and so on.
   *
   * @param type what its members are
   */
  public void add(String name, String type, int count) {
    for (int member = 0; member < count; member++) {
      file.name(name + "-" + member).name(name).name(type).endLine();
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
