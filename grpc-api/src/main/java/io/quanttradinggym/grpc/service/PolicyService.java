package io.quanttradinggym.grpc.service;

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

/** Receives policies and runs them inside the JVM. */
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
          HostedPolicy policy = load(request, new Leases(connection));
          return UploadPolicyResponse.newBuilder()
              .setPolicyId(connection.policies().add(policy))
              .putAllMetadata(policy.metadata())
              .build();
        });
  }

  private static HostedPolicy load(UploadPolicyRequest request, Leases leases) {
    try {
      leases.take(leases.budgets().policies(), 1);
      leases.take(leases.budgets().policyMemory(), request.getOnnx().size());
      String name = request.getName().isBlank() ? "policy" : request.getName();
      return new HostedPolicy(OnnxModel.load(name, request.getOnnx().toByteArray()), leases);
    } catch (RuntimeException | OutOfMemoryError e) {
      leases.close();
      throw e;
    }
  }

  @Override
  public void evaluatePolicies(
      EvaluatePoliciesRequest request, StreamObserver<EvaluatePoliciesResponse> responses) {
    Calls.stream(
        responses, workers, (leases, answers) -> player.evaluate(request, leases, answers));
  }

  @Override
  public void recordEpisodes(
      RecordEpisodesRequest request, StreamObserver<RecordEpisodesResponse> responses) {
    Calls.stream(responses, workers, (leases, answers) -> player.record(request, leases, answers));
  }
}
