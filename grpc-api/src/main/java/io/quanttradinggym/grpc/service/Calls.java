package io.quanttradinggym.grpc.service;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** The one way in which calls are answered. */
final class Calls {
  private Calls() {}

  /** Answers with what {@code work} returns or, as a rich status, with what it throws. */
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
}
