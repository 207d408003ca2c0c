package io.quanttradinggym.grpc.error;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quanttradinggym.grpc.v1.CommandError;
import java.util.Objects;

/**
 * Converts errors to the wire format: a rich status for calls, a message within the step stream.
 */
public final class StatusMapping {
  private static final String DOMAIN = "quanttradinggym";

  private StatusMapping() {}

  public static StatusRuntimeException toStatus(Throwable error) {
    Problem problem = Problems.of(error);
    ErrorInfo info =
        ErrorInfo.newBuilder()
            .setDomain(DOMAIN)
            .setReason(problem.reason().name())
            .putMetadata("field", problem.field())
            .putMetadata("value", problem.value())
            .putMetadata("allowed", problem.allowed())
            .build();
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(code(problem.reason()).getNumber())
            .setMessage(problem.message())
            .addDetails(Any.pack(info))
            .build());
  }

  /** Ends a call with an error. */
  public static void close(ServerCall<?, ?> call, Throwable error) {
    StatusRuntimeException status = toStatus(error);
    call.close(
        status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
  }

  public static CommandError toCommandError(Throwable error) {
    Problem problem = Problems.of(error);
    return CommandError.newBuilder()
        .setCode(code(problem.reason()).getNumber())
        .setReason(problem.reason().name())
        .setMessage(problem.message())
        .setField(problem.field())
        .setValue(problem.value())
        .setAllowed(problem.allowed())
        .build();
  }

  private static Code code(Reason reason) {
    return switch (reason) {
      case SCENARIO, ACTION, POLICY, POLICY_MISMATCH, ARGUMENT, FILE -> Code.INVALID_ARGUMENT;
      case RESET_NEEDED, VERSION -> Code.FAILED_PRECONDITION;
      case TOKEN -> Code.UNAUTHENTICATED;
      case PORT -> Code.UNAVAILABLE;
      case BUDGET -> Code.RESOURCE_EXHAUSTED;
      case CANCELLED -> Code.CANCELLED;
      case INTERNAL -> Code.INTERNAL;
    };
  }
}
