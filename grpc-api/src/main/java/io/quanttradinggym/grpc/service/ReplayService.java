package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.stream.AnswerStream;
import io.quanttradinggym.grpc.stream.CallListener;
import io.quanttradinggym.grpc.stream.ClientParts;
import io.quanttradinggym.grpc.v1.LobsterComparison;
import io.quanttradinggym.grpc.v1.OrderStreamResult;
import io.quanttradinggym.grpc.v1.ReplayLobsterRequest;
import io.quanttradinggym.grpc.v1.ReplayLobsterResponse;
import io.quanttradinggym.grpc.v1.ReplayLobsterStart;
import io.quanttradinggym.grpc.v1.ReplayOrdersRequest;
import io.quanttradinggym.grpc.v1.ReplayOrdersResponse;
import io.quanttradinggym.grpc.v1.ReplayServiceGrpc.ReplayServiceImplBase;
import io.quanttradinggym.gym.experiment.OrderReplay;
import io.quanttradinggym.sim.data.LobsterReplay;
import io.quanttradinggym.sim.data.LobsterReplayResult;
import io.quanttradinggym.sim.data.NamedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;

/** Replays the recorded orders that clients send. */
final class ReplayService extends ReplayServiceImplBase {
  private final Executor workers;

  ReplayService(Executor workers) {
    this.workers = workers;
  }

  @Override
  public StreamObserver<ReplayLobsterRequest> replayLobster(
      StreamObserver<ReplayLobsterResponse> responses) {
    ClientParts<ReplayLobsterRequest> parts =
        new ClientParts<>((ServerCallStreamObserver<ReplayLobsterResponse>) responses);
    Calls.stream(responses, workers, (leases, answers) -> replayLobster(parts, answers));
    return parts;
  }

  private static void replayLobster(
      ClientParts<ReplayLobsterRequest> parts, AnswerStream<ReplayLobsterResponse> answers) {
    ReplayLobsterRequest first = parts.peek();
    if (first == null || !first.hasStart()) {
      throw missingStart();
    }
    parts.take();
    ReplayLobsterStart start = first.getStart();
    NamedInput messages =
        new NamedInput(
            start.getMessagesName(),
            parts.bytes(ReplayLobsterRequest::hasMessages, ReplayLobsterRequest::getMessages));
    NamedInput orderBook =
        new NamedInput(
            start.getOrderBookName(),
            parts.bytes(ReplayLobsterRequest::hasOrderBook, ReplayLobsterRequest::getOrderBook));
    var listener =
        new CallListener<>(answers, p -> ReplayLobsterResponse.newBuilder().setProgress(p).build());
    try {
      LobsterReplayResult result =
          LobsterReplay.run(messages, orderBook, start.getLevels(), listener.counting("messages"));
      answers.send(ReplayLobsterResponse.newBuilder().setResult(comparison(result)).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProblemException missingStart() {
    return new ProblemException(
        Reason.ARGUMENT, "part", "(missing)", "a start, in the first request");
  }

  private static LobsterComparison comparison(LobsterReplayResult result) {
    return LobsterComparison.newBuilder()
        .setRows(result.rows())
        .setLevels(result.levels())
        .setFullDepthMatch(result.fullDepthMatch())
        .setBestMatch(result.bestMatch())
        .setSweeps(result.sweeps())
        .setSweepsReproduced(result.sweepsReproduced())
        .setFifoHeadsKnown(result.knownExecutions())
        .setFifoHeadsMatched(result.headExecutions())
        .setAdoptedLevels(result.adoptedLevels())
        .build();
  }

  @Override
  public StreamObserver<ReplayOrdersRequest> replayOrders(
      StreamObserver<ReplayOrdersResponse> responses) {
    ClientParts<ReplayOrdersRequest> parts =
        new ClientParts<>((ServerCallStreamObserver<ReplayOrdersResponse>) responses);
    Calls.stream(responses, workers, (leases, answers) -> replayOrders(parts, answers));
    return parts;
  }

  private static void replayOrders(
      ClientParts<ReplayOrdersRequest> parts, AnswerStream<ReplayOrdersResponse> answers) {
    ReplayOrdersRequest first = parts.peek();
    if (first == null || !first.hasStart()) {
      throw missingStart();
    }
    parts.take();
    NamedInput stream =
        new NamedInput(
            first.getStart().getName(),
            parts.bytes(ReplayOrdersRequest::hasContent, ReplayOrdersRequest::getContent));
    var listener =
        new CallListener<>(answers, p -> ReplayOrdersResponse.newBuilder().setProgress(p).build());
    OrderReplay replay = OrderReplay.run(stream, listener);
    answers.send(ReplayOrdersResponse.newBuilder().setResult(result(replay)).build());
  }

  private static OrderStreamResult result(OrderReplay replay) {
    var result = replay.result();
    return OrderStreamResult.newBuilder()
        .setMessages(result.messages())
        .setTrades(result.trades())
        .setVolume(result.volumeLots())
        .setTradeHash(result.tradeHashHex())
        .setMessagesPerSecond(replay.messagesPerSecond())
        .setFinalLiveOrders(result.liveOrders())
        .setFinalLiveQuantity(result.liveQuantityLots())
        .setFinalBestBid(result.bestBidTicks())
        .setFinalBestAsk(result.bestAskTicks())
        .setFinalLevels(result.levels())
        .build();
  }
}
