package io.quanttradinggym.grpc.stream;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages streamed by a client, read by another thread one by one. Flow control limits the client
 * to the reader's speed. Create it while the call starts.
 */
public final class ClientParts<Q> implements StreamObserver<Q> {
  private static final int PARTS_UNDER_WAY = 4;

  private final ServerCallStreamObserver<?> call;
  private final Deque<Q> waiting = new ArrayDeque<>();
  private boolean complete;
  private boolean cancelled;

  public ClientParts(ServerCallStreamObserver<?> call) {
    this.call = call;
    call.disableAutoRequest();
    call.request(PARTS_UNDER_WAY);
  }

  @Override
  public synchronized void onNext(Q part) {
    waiting.add(part);
    notifyAll();
  }

  @Override
  public synchronized void onError(Throwable error) {
    cancelled = true;
    notifyAll();
  }

  @Override
  public synchronized void onCompleted() {
    complete = true;
    notifyAll();
  }

  /** The next message, without removing it; null at the end of the stream. */
  public synchronized @Nullable Q peek() {
    while (waiting.isEmpty() && !complete && !cancelled) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("the server is shutting down");
      }
    }
    if (cancelled) {
      throw new CancellationException("the client has disconnected");
    }
    return waiting.peek();
  }

  /** Removes the next message. */
  public synchronized void take() {
    waiting.remove();
    call.request(1);
  }

  /**
   * The bytes of the next consecutive messages of one kind.
   *
   * @param isOfKind whether a message belongs to the kind; the first other message ends the bytes
   */
  public InputStream bytes(Predicate<Q> isOfKind, Function<Q, ByteString> content) {
    return new InputStream() {
      private ByteString current = ByteString.EMPTY;
      private int position;

      @Override
      public int read() {
        return isAtEnd() ? -1 : current.byteAt(position++) & 0xff;
      }

      @Override
      public int read(byte[] to, int offset, int length) {
        if (length == 0) {
          return 0;
        }
        if (isAtEnd()) {
          return -1;
        }
        int count = Math.min(length, current.size() - position);
        current.substring(position, position + count).copyTo(to, offset);
        position += count;
        return count;
      }

      private boolean isAtEnd() {
        while (position == current.size()) {
          Q part = peek();
          if (part == null || !isOfKind.test(part)) {
            return true;
          }
          current = content.apply(part);
          position = 0;
          take();
        }
        return false;
      }
    };
  }
}
