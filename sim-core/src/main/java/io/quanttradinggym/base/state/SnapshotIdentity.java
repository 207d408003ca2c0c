package io.quanttradinggym.base.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The build and configuration of a saved state. A state is a sequence of numbers without names:
 * only the build that wrote it can read it, into an object of the same configuration.
 *
 * @param build build of the program
 * @param scenario configuration, as name and hash
 */
public record SnapshotIdentity(String build, String scenario) {
  private static final String BUILD = readBuild();

  /** The identity of a configuration in this build. */
  public static SnapshotIdentity of(String scenario) {
    return new SnapshotIdentity(BUILD, scenario);
  }

  private static String readBuild() {
    Properties properties = new Properties();
    try (InputStream in = SnapshotIdentity.class.getResourceAsStream("build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("build");
  }
}
