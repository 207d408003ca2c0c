package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.v1.WatchMarketRequest;
import io.quanttradinggym.grpc.v1.WatchMarketResponse;
import io.quanttradinggym.grpc.v1.WatchServiceGrpc.WatchServiceImplBase;

/** Runs watched markets. */
final class WatchService extends WatchServiceImplBase {
  private final ScenarioSources sources;

  WatchService(ScenarioSources sources) {
    this.sources = sources;
  }

  @Override
  public StreamObserver<WatchMarketRequest> watchMarket(
      StreamObserver<WatchMarketResponse> responses) {
    return new MarketStream(
        ClientConnection.ofCall(),
        sources,
        (ServerCallStreamObserver<WatchMarketResponse>) responses);
  }
}
