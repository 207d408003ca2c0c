package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.v1.EvaluatePoliciesRequest;
import io.quanttradinggym.grpc.v1.EvaluatePoliciesResponse;
import io.quanttradinggym.grpc.v1.PolicyServiceGrpc.PolicyServiceImplBase;
import io.quanttradinggym.grpc.v1.RecordEpisodesRequest;
import io.quanttradinggym.grpc.v1.RecordEpisodesResponse;
import io.quanttradinggym.grpc.v1.UploadPolicyRequest;
import io.quanttradinggym.grpc.v1.UploadPolicyResponse;
import io.quanttradinggym.gym.policy.OnnxModel;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** Takes policies, and plays them inside the JVM. */
final class PolicyService extends PolicyServiceImplBase {
  private final PolicyPlayer player;
  private final Executor workers;

  PolicyService(PolicyPlayer player, Executor workers) {
    this.player = player;
    this.workers = workers;
  }

  @Override
  public void uploadPolicy(
      UploadPolicyRequest request, StreamObserver<UploadPolicyResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          ClientConnection connection = ClientConnection.greeted();
          String name = request.getName().isBlank() ? "policy" : request.getName();
          OnnxModel model = OnnxModel.load(name, request.getOnnx().toByteArray());
          return UploadPolicyResponse.newBuilder()
              .setPolicyId(connection.policies().add(new HostedPolicy(model)))
              .putAllMetadata(model.metadata())
              .build();
        });
  }

  @Override
  public void evaluatePolicies(
      EvaluatePoliciesRequest request, StreamObserver<EvaluatePoliciesResponse> responses) {
    play(responses, (leases, answers) -> player.evaluate(request, leases, answers));
  }

  @Override
  public void recordEpisodes(
      RecordEpisodesRequest request, StreamObserver<RecordEpisodesResponse> responses) {
    play(responses, (leases, answers) -> player.record(request, leases, answers));
  }

  /** Runs {@code work} aside, so that the call can hear meanwhile that its client has gone. */
  private <A> void play(
      StreamObserver<A> responses, BiConsumer<PolicyLeases, AnswerStream<A>> work) {
    AnswerStream<A> answers = new AnswerStream<>((ServerCallStreamObserver<A>) responses);
    ClientConnection connection;
    try {
      connection = ClientConnection.greeted();
    } catch (RuntimeException e) {
      answers.fail(e);
      return;
    }
    workers.execute(() -> {
      try (PolicyLeases leases = new PolicyLeases(connection)) {
        work.accept(leases, answers);
        answers.complete();
      } catch (RuntimeException | OutOfMemoryError e) {
        answers.fail(e);
      }
    });
  }
}
