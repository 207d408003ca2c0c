package io.quanttradinggym.grpc.stream;

import io.grpc.stub.ServerCallStreamObserver;
import io.quanttradinggym.grpc.error.StatusMapping;
import java.util.concurrent.CancellationException;

/**
 * Sends many responses to one request, no faster than the client reads them, until the client
 * cancels. Create it while the call starts; other threads may then use it.
 */
public final class AnswerStream<A> {
  private final ServerCallStreamObserver<A> responses;
  private boolean cancelled;
  private Runnable whenCancelled = () -> {};

  public AnswerStream(ServerCallStreamObserver<A> responses) {
    this.responses = responses;
    responses.setOnReadyHandler(this::wake);
    responses.setOnCancelHandler(this::cancel);
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void cancel() {
    cancelled = true;
    whenCancelled.run();
    notifyAll();
  }

  /** Runs {@code action} once the client has disconnected; it must be short. */
  public synchronized void whenCancelled(Runnable action) {
    whenCancelled = action;
    if (cancelled) {
      action.run();
    }
  }

  /**
   * Sends once the client is ready; throws {@link CancellationException} if the client has
   * disconnected.
   */
  public synchronized void send(A answer) {
    while (!cancelled && !responses.isReady()) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("the server is shutting down");
      }
    }
    checkWanted();
    responses.onNext(answer);
  }

  /**
   * Sends if the client is ready now; throws {@link CancellationException} if the client has
   * disconnected.
   */
  public synchronized void offer(A answer) {
    checkWanted();
    if (responses.isReady()) {
      responses.onNext(answer);
    }
  }

  public synchronized void checkWanted() {
    if (cancelled) {
      throw new CancellationException("the client has disconnected");
    }
  }

  public synchronized void complete() {
    if (!cancelled) {
      responses.onCompleted();
    }
  }

  public synchronized void fail(Throwable error) {
    if (!cancelled) {
      responses.onError(StatusMapping.toStatus(error));
    }
  }
}
