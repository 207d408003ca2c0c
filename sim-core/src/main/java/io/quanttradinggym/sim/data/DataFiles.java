package io.quanttradinggym.sim.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Opens files, compressed or not; the suffix determines the format. */
final class DataFiles {
  private static final int BUFFER_BYTES = 1 << 16;

  private DataFiles() {}

  static InputStream open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidDataException(
          file.toString(), "file", InvalidDataException.MISSING, "a readable file");
    }
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      String name = file.getFileName().toString();
      if (name.endsWith(".gz")) {
        return new GZIPInputStream(raw, BUFFER_BYTES);
      }
      return name.endsWith(".xz") ? new XZInputStream(raw) : raw;
    } catch (IOException e) {
      raw.close();
      throw new InvalidDataException(
          file.toString(),
          "compression",
          String.valueOf(e.getMessage()),
          "the format of the suffix");
    }
  }
}
