package io.quanttradinggym.grpc.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.quanttradinggym.grpc.v1.FileChunk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A temporary folder of the server. Its files are sent to a client; closing it deletes the folder.
 */
public final class OutgoingFiles implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Path folder;

  public OutgoingFiles() {
    try {
      folder = Files.createTempDirectory("qtg-server-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  /** Sends every file in order of name. */
  public void sendAll(Consumer<FileChunk> chunks) {
    list().forEach(file -> send(file, chunks));
  }

  /** Sends one file in at least one chunk, then deletes it. */
  public static void send(Path file, Consumer<FileChunk> chunks) {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(CHUNK_BYTES);
      do {
        ByteString content = UnsafeByteOperations.unsafeWrap(bytes);
        chunks.accept(FileChunk.newBuilder().setName(name).setContent(content).build());
        bytes = in.readNBytes(CHUNK_BYTES);
      } while (bytes.length > 0);
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends bytes in parts. */
  public static void split(byte[] bytes, Consumer<ByteString> parts) {
    ByteString all = UnsafeByteOperations.unsafeWrap(bytes);
    for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
      parts.accept(all.substring(from, Math.min(bytes.length, from + CHUNK_BYTES)));
    }
  }

  private List<Path> list() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (Path file : list()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
