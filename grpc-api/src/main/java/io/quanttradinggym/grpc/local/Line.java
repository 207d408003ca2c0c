package io.quanttradinggym.grpc.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quanttradinggym.grpc.functions.EngineFunctions;
import io.quanttradinggym.grpc.functions.Leftovers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One socket of the client, on a thread of its own: calls of functions, one after the other, in the
 * byte order of the machine. A request is an int, the function; an int, the number of bytes at its
 * end; three longs, the arguments; and those bytes. An answer is a long, the result of the
 * function, negative for a failure; a long, the number of bytes that it has left; and those bytes.
 */
final class Line implements Runnable {
  private static final int REQUEST = 2 * Integer.BYTES + 3 * Long.BYTES;
  private static final int ANSWER = 2 * Long.BYTES;
  private static final byte[] NOTHING = new byte[0];

  private final ByteChannel channel;
  private final EngineFunctions functions;
  private final Leftovers leftovers;
  private final ByteBuffer request = direct(REQUEST);
  private final ByteBuffer answer = direct(ANSWER);

  Line(ByteChannel channel, EngineFunctions functions, Leftovers leftovers) {
    this.channel = channel;
    this.functions = functions;
    this.leftovers = leftovers;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Serves until the client hangs up. */
  @Override
  public void run() {
    try (channel) {
      while (fill(request.clear())) {
        serve();
      }
    } catch (IOException e) {
      // The client has hung up while it was answered.
    }
  }

  /** Returns whether the channel had so many bytes. */
  private boolean fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  private void serve() throws IOException {
    int function = request.getInt(0);
    int length = request.getInt(Integer.BYTES);
    byte[] bytes = length == 0 ? NOTHING : new byte[length];
    if (length > 0 && !fill(ByteBuffer.wrap(bytes))) {
      return;
    }
    long result = result(function, bytes);
    byte[] left = result == 0 ? NOTHING : leftovers.take();
    send(answer.clear().putLong(0, result).putLong(Long.BYTES, left.length));
    if (left.length > 0) {
      send(ByteBuffer.wrap(left));
    }
  }

  private void send(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private long result(int function, byte[] bytes) {
    try {
      return call(function, argument(0), argument(1), argument(2), bytes);
    } catch (Throwable e) { // the client reports it; the line goes on
      return leftovers.fail(e);
    }
  }

  private long argument(int index) {
    return request.getLong(2 * Integer.BYTES + index * Long.BYTES);
  }

  private long call(int function, long first, long second, long third, byte[] bytes)
      throws IOException, InterruptedException {
    return switch (function) {
      case 1 -> functions.connect();
      case 2 -> functions.disconnect();
      case 3 -> functions.call(text(bytes, first), rest(bytes, first));
      case 4 -> functions.answer(first, second);
      case 5 -> functions.cancel(first);
      case 6 -> bind(text(bytes, first), text(rest(bytes, first), bytes.length - first), second);
      case 7 -> functions.unbind(first);
      case 8 -> functions.step(first);
      case 9 -> functions.reset(first, second, third);
      case 10 -> functions.resume(first);
      case 11 -> functions.snapshot(first, second);
      case 12 -> functions.restore(first, second, bytes);
      case 13 -> functions.send(first);
      default -> throw new IOException("the function " + function + " is unknown");
    };
  }

  private long bind(String id, String file, long size) throws IOException {
    return functions.bind(id, new MappedMemory(Path.of(file), size), 0);
  }

  private static String text(byte[] bytes, long length) {
    return new String(bytes, 0, (int) length, UTF_8);
  }

  private static byte[] rest(byte[] bytes, long from) {
    return Arrays.copyOfRange(bytes, (int) from, bytes.length);
  }
}
