package io.quanttradinggym.grpc.error;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.ErrorDetailsProto;
import io.grpc.ForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;

/**
 * Adds the messages of error details to the reflection service. No service refers to these
 * messages, so clients could not otherwise discover them to decode errors.
 */
public final class ErrorReflection implements ServerInterceptor {
  private static final FileDescriptor DETAILS = ErrorDetailsProto.getDescriptor();

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> transport, Metadata headers, ServerCallHandler<Q, A> next) {
    ServerCall<Q, A> call = new HeadersOnce<>(transport);
    return new ForwardingServerCallListener.SimpleForwardingServerCallListener<>(
        next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        if (message instanceof ServerReflectionRequest request && asksForDetails(request)) {
          call.sendHeaders(new Metadata());
          call.sendMessage(answer(request));
          call.request(1);
        } else {
          super.onMessage(message);
        }
      }

      @SuppressWarnings("unchecked") // the reflection service has one type of response
      private A answer(ServerReflectionRequest request) {
        return (A) describe(request);
      }
    };
  }

  private static boolean asksForDetails(ServerReflectionRequest request) {
    return switch (request.getMessageRequestCase()) {
      case FILE_BY_FILENAME -> request.getFileByFilename().equals(DETAILS.getFullName());
      case FILE_CONTAINING_SYMBOL -> isDetail(request.getFileContainingSymbol());
      default -> false;
    };
  }

  private static boolean isDetail(String symbol) {
    return DETAILS.getMessageTypes().stream().anyMatch(type -> type.getFullName().equals(symbol));
  }

  private static ServerReflectionResponse describe(ServerReflectionRequest request) {
    FileDescriptorResponse.Builder files = FileDescriptorResponse.newBuilder();
    files.addFileDescriptorProto(DETAILS.toProto().toByteString());
    DETAILS
        .getDependencies()
        .forEach(file -> files.addFileDescriptorProto(file.toProto().toByteString()));
    return ServerReflectionResponse.newBuilder()
        .setValidHost(request.getHost())
        .setOriginalRequest(request)
        .setFileDescriptorResponse(files)
        .build();
  }

  /** A call that sends its headers before the first message from any sender. */
  private static final class HeadersOnce<Q, A>
      extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
    private boolean sent;

    HeadersOnce(ServerCall<Q, A> call) {
      super(call);
    }

    @Override
    public void sendHeaders(Metadata headers) {
      if (!sent) {
        sent = true;
        super.sendHeaders(headers);
      }
    }
  }
}
