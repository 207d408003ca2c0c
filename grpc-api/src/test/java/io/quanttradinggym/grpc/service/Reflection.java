package io.quanttradinggym.grpc.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Asks a server for the names of its services. */
final class Reflection {
  private Reflection() {}

  static List<String> v1(Channel channel) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(into(answer));
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());
    return await(answer).getListServicesResponse().getServiceList().stream()
        .map(ServiceResponse::getName)
        .toList();
  }

  /** Names of the messages in the file that defines google.rpc.ErrorInfo. */
  static List<String> messagesOfErrorDetails(Channel channel, boolean byFile)
      throws InvalidProtocolBufferException {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(into(answer));
    ServerReflectionRequest.Builder request = ServerReflectionRequest.newBuilder();
    requests.onNext(
        (byFile
                ? request.setFileByFilename("google/rpc/error_details.proto")
                : request.setFileContainingSymbol("google.rpc.ErrorInfo"))
            .build());
    ByteString file = await(answer).getFileDescriptorResponse().getFileDescriptorProto(0);
    return FileDescriptorProto.parseFrom(file).getMessageTypeList().stream()
        .map(DescriptorProto::getName)
        .toList();
  }

  @SuppressWarnings("deprecation") // The older of two versions.
  static List<String> v1Alpha(Channel channel) {
    CompletableFuture<io.grpc.reflection.v1alpha.ServerReflectionResponse> answer =
        new CompletableFuture<>();
    StreamObserver<io.grpc.reflection.v1alpha.ServerReflectionRequest> requests =
        io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(into(answer));
    requests.onNext(
        io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
            .setListServices("*")
            .build());
    return await(answer).getListServicesResponse().getServiceList().stream()
        .map(io.grpc.reflection.v1alpha.ServiceResponse::getName)
        .toList();
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (Objects.requireNonNull(e.getCause()) instanceof StatusRuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private static <T> StreamObserver<T> into(CompletableFuture<T> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(T value) {
        answer.complete(value);
      }

      @Override
      public void onError(Throwable error) {
        answer.completeExceptionally(error);
      }

      @Override
      public void onCompleted() {}
    };
  }
}
