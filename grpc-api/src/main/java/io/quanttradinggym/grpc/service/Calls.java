package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.stream.AnswerStream;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Common handling of unary and streaming calls. */
final class Calls {
  private Calls() {}

  /** Sends the result of {@code work}. Sends an exception of {@code work} as a rich status. */
  static <A> void answer(StreamObserver<A> responses, Supplier<A> work) {
    A answer;
    try {
      answer = work.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      responses.onError(StatusMapping.toStatus(e));
      return;
    }
    responses.onNext(answer);
    responses.onCompleted();
  }

  /**
   * Runs {@code work} on a worker, so that the call can be notified meanwhile that its client has
   * disconnected.
   */
  static <A> void stream(
      StreamObserver<A> responses, Executor workers, BiConsumer<Leases, AnswerStream<A>> work) {
    AnswerStream<A> answers = new AnswerStream<>((ServerCallStreamObserver<A>) responses);
    Leases leases;
    try {
      leases = new Leases(ClientConnection.greeted());
      leases.take(leases.budgets().jobs(), 1);
    } catch (RuntimeException e) {
      answers.fail(e);
      return;
    }
    workers.execute(() -> {
      try (leases) {
        answers.whenCancelled(leases::stop);
        work.accept(leases, answers);
        answers.complete();
      } catch (RuntimeException | OutOfMemoryError e) {
        answers.fail(e);
      }
    });
  }
}
