package io.quanttradinggym.grpc.service;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.v1.CommandError;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.ResetCommand;
import io.quanttradinggym.grpc.v1.ResetResult;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.grpc.v1.StepCommand;
import io.quanttradinggym.grpc.v1.StepResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The client's end of the stream of one environment. */
final class Driver implements StreamObserver<RunEnvironmentResponse> {
  private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
  private final ClientCallStreamObserver<RunEnvironmentRequest> requests;

  Driver(Channel channel) {
    requests =
        (ClientCallStreamObserver<RunEnvironmentRequest>)
            EnvironmentServiceGrpc.newStub(channel).runEnvironment(this);
  }

  @Override
  public void onNext(RunEnvironmentResponse response) {
    received.add(response);
  }

  @Override
  public void onError(Throwable error) {
    received.add(error);
  }

  @Override
  public void onCompleted() {
    received.add("completed");
  }

  void send(RunEnvironmentRequest request) {
    requests.onNext(request);
  }

  void cancel() {
    requests.cancel("the test has enough", null);
  }

  void halfClose() {
    requests.onCompleted();
  }

  /** The next response, or what ended the stream. */
  Object next() {
    try {
      return assertNotNull(received.poll(20, TimeUnit.SECONDS), "no answer");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T assertNotNull(T value, String message) {
    org.junit.jupiter.api.Assertions.assertNotNull(value, message);
    return value;
  }

  RunEnvironmentResponse answer() {
    if (next() instanceof RunEnvironmentResponse response) {
      return response;
    }
    throw new AssertionError("the stream ended");
  }

  static RunEnvironmentRequest.Builder step(int... actions) {
    return RunEnvironmentRequest.newBuilder()
        .setStep(StepCommand.newBuilder().setActions(integers(actions)));
  }

  static RunEnvironmentRequest.Builder reset(Long... seeds) {
    return RunEnvironmentRequest.newBuilder()
        .setReset(ResetCommand.newBuilder().addAllSeeds(java.util.List.of(seeds)));
  }

  /** Opens the stream of {@code environmentId} with a reset. */
  ResetResult begin(String environmentId, Long... seeds) {
    send(reset(seeds).setEnvironmentId(environmentId).build());
    return answer().getReset();
  }

  StepResult act(int... actions) {
    send(step(actions).build());
    RunEnvironmentResponse answer = answer();
    if (!answer.hasStep()) {
      throw new AssertionError(answer.toString());
    }
    return answer.getStep();
  }

  CommandError refused(RunEnvironmentRequest.Builder request) {
    send(request.build());
    RunEnvironmentResponse answer = answer();
    if (!answer.hasError()) {
      throw new AssertionError(answer.toString());
    }
    return answer.getError();
  }

  static ByteString integers(int... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return ByteString.copyFrom(bytes.array());
  }

  static ByteString floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ByteString.copyFrom(bytes.array());
  }

  static float[] floats(ByteString bytes) {
    float[] values = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  static double[] doubles(ByteString bytes) {
    double[] values = new double[bytes.size() / Double.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}
