package io.quanttradinggym.grpc.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Rejects every call that does not carry the token. */
final class TokenInterceptor implements ServerInterceptor {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final byte[] expected;

  TokenInterceptor(String token) {
    expected = ("Bearer " + token).getBytes(UTF_8);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String given = headers.get(AUTHORIZATION);
    if (given != null && MessageDigest.isEqual(expected, given.getBytes(UTF_8))) {
      return next.startCall(call, headers);
    }
    StatusMapping.close(call, refusal(given));
    return new ServerCall.Listener<>() {};
  }

  private static ProblemException refusal(@Nullable String given) {
    return new ProblemException(
        new Problem(
            Reason.TOKEN,
            (given == null ? "the call carries no token" : "the token is wrong")
                + "; every call needs the metadata \"authorization: Bearer <token>\" with the"
                + " token of this server",
            "token",
            given == null ? "(missing)" : "(not shown)",
            "the token that the server was started with"));
  }
}
