package io.quanttradinggym.sim.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Source of LOBSTER rows: two files, or one sample archive with both. */
final class LobsterSource implements AutoCloseable {
  private final Path messages;
  private final @Nullable Path orderBook;
  private final @Nullable ZipFile zip;

  private LobsterSource(Path messages, @Nullable Path orderBook, @Nullable ZipFile zip) {
    this.messages = messages;
    this.orderBook = orderBook;
    this.zip = zip;
  }

  static LobsterSource open(Path messages) throws IOException {
    return open(messages, null);
  }

  static LobsterSource open(Path messages, @Nullable Path orderBook) throws IOException {
    if (!messages.toString().endsWith(".zip")) {
      return new LobsterSource(messages, orderBook, null);
    }
    DataFiles.open(messages).close();
    try {
      return new LobsterSource(messages, orderBook, new ZipFile(messages.toFile()));
    } catch (ZipException e) {
      throw new InvalidDataException(
          messages.toString(), "archive", String.valueOf(e.getMessage()), "a zip file");
    }
  }

  CsvCursor messages() throws IOException {
    return zip == null ? plain(messages) : entry(zip, "_message_");
  }

  CsvCursor orderBook() throws IOException {
    if (orderBook != null) {
      return plain(orderBook);
    }
    if (zip == null) {
      throw new InvalidDataException(
          messages.toString(),
          "order book file",
          InvalidDataException.MISSING,
          "a file, or a zip with both files");
    }
    return entry(zip, "_orderbook_");
  }

  private static CsvCursor plain(Path file) throws IOException {
    return new CsvCursor(file.toString(), DataFiles.open(file));
  }

  private static CsvCursor entry(ZipFile zip, String part) throws IOException {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      if (entry.getName().contains(part) && entry.getName().endsWith(".csv")) {
        InputStream in = zip.getInputStream(entry);
        return new CsvCursor(zip.getName() + " " + entry.getName(), in);
      }
    }
    throw new InvalidDataException(
        zip.getName(), "entry", InvalidDataException.MISSING, "an entry named *" + part + "*.csv");
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
