package io.quanttradinggym.grpc.local;

import io.quanttradinggym.grpc.functions.CallerMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Memory that two processes map. Places count from its start; those outside are refused. */
final class MappedMemory implements CallerMemory {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;

  MappedMemory(Path file, long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public MemorySegment at(long place, long bytes) {
    return memory.asSlice(place, bytes);
  }

  @Override
  public void close() {
    arena.close();
  }
}
