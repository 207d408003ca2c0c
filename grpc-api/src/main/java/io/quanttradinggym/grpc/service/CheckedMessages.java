package io.quanttradinggym.grpc.service;

import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports bytes that are not a valid message as an invalid argument. By default, gRPC reports an
 * unknown error and logs a stack trace for each such message.
 */
final class CheckedMessages {
  private CheckedMessages() {}

  /** Returns the service with methods that check their messages. */
  static ServerServiceDefinition of(BindableService service) {
    ServerServiceDefinition plain = service.bindService();
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(plain.getServiceDescriptor().getName())
            .setSchemaDescriptor(plain.getServiceDescriptor().getSchemaDescriptor());
    var methods = plain.getMethods().stream().map(CheckedMessages::checked).toList();
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder checked = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(checked::addMethod);
    return checked.build();
  }

  private static <Q, A> ServerMethodDefinition<Q, A> checked(ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> plain = method.getMethodDescriptor();
    Checking<Q> requests = new Checking<>((PrototypeMarshaller<Q>) plain.getRequestMarshaller());
    ServerCallHandler<Q, A> handler = method.getServerCallHandler();
    return ServerMethodDefinition.create(
        plain.toBuilder(requests, plain.getResponseMarshaller()).build(),
        (call, headers) -> new Listener<>(handler.startCall(call, headers), call, requests.broken));
  }

  /** Parses messages. Returns the same sentinel message for all invalid bytes. */
  private static final class Checking<Q> implements PrototypeMarshaller<Q> {
    private final PrototypeMarshaller<Q> plain;
    private final Q broken;

    Checking(PrototypeMarshaller<Q> plain) {
      this.plain = plain;
      Message prototype = (Message) Objects.requireNonNull(plain.getMessagePrototype());
      broken = plain.getMessageClass().cast(prototype.newBuilderForType().build());
    }

    @Override
    public Class<Q> getMessageClass() {
      return plain.getMessageClass();
    }

    @Override
    public @Nullable Q getMessagePrototype() {
      return plain.getMessagePrototype();
    }

    @Override
    public InputStream stream(Q value) {
      return plain.stream(value);
    }

    @Override
    public Q parse(InputStream stream) {
      try {
        return plain.parse(stream);
      } catch (StatusRuntimeException e) {
        return broken;
      }
    }
  }

  /** Closes a call at its first invalid message. */
  private static final class Listener<Q, A> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, A> call;
    private final Q broken;
    private boolean ended;

    Listener(ServerCall.Listener<Q> listener, ServerCall<Q, A> call, Q broken) {
      super(listener);
      this.call = call;
      this.broken = broken;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the sentinel is compared by identity
    public void onMessage(Q message) {
      if (ended) {
        return;
      }
      if (message != broken) {
        super.onMessage(message);
        return;
      }
      ended = true;
      super.onCancel();
      StatusMapping.close(
          call,
          new ProblemException(
              Reason.ARGUMENT, "request", "(bytes that are no message)", "a protobuf message"));
    }

    @Override
    public void onHalfClose() {
      if (!ended) {
        super.onHalfClose();
      }
    }

    @Override
    public void onReady() {
      if (!ended) {
        super.onReady();
      }
    }

    @Override
    public void onCancel() {
      if (!ended) {
        super.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!ended) {
        super.onComplete();
      }
    }
  }
}
