package io.quanttradinggym.base.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What a saved state belongs to. A state is a row of numbers without names, so it can be read only
 * by the build that wrote it, into something of the same configuration.
 *
 * @param build which build of the program
 * @param scenario which configuration, told by name and hash
 */
public record SnapshotIdentity(String build, String scenario) {
  private static final String BUILD = readBuild();

  /** Of this build. */
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
