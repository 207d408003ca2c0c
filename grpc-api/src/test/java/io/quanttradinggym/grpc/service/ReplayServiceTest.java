package io.quanttradinggym.grpc.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.v1.ReplayLobsterRequest;
import io.quanttradinggym.grpc.v1.ReplayLobsterResponse;
import io.quanttradinggym.grpc.v1.ReplayLobsterStart;
import io.quanttradinggym.grpc.v1.ReplayOrdersRequest;
import io.quanttradinggym.grpc.v1.ReplayOrdersResponse;
import io.quanttradinggym.grpc.v1.ReplayOrdersStart;
import io.quanttradinggym.grpc.v1.ReplayServiceGrpc;
import io.quanttradinggym.grpc.v1.ReplayServiceGrpc.ReplayServiceStub;
import io.quanttradinggym.kit.RealData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReplayServiceTest {
  private static final String MESSAGES =
      """
      34200.1,1,11,100,1000000,1
      34200.2,1,12,50,1000200,-1
      34200.3,4,12,20,1000200,-1
      """;
  private static final String BOOK =
      """
      9999999999,0,1000000,100
      1000200,50,1000000,100
      1000200,30,1000000,100
      """;

  private final TestServer server = new TestServer();
  private final ReplayServiceStub stub = ReplayServiceGrpc.newStub(server.connect());

  @AfterEach
  void close() {
    server.close();
  }

  /** The responses of a call, or what ended it. */
  private static final class Responses<A> implements StreamObserver<A> {
    private final List<A> all = new ArrayList<>();
    private final CompletableFuture<Object> end = new CompletableFuture<>();

    @Override
    public void onNext(A response) {
      all.add(response);
    }

    @Override
    public void onError(Throwable error) {
      end.complete(error);
    }

    @Override
    public void onCompleted() {
      end.complete(all);
    }

    A last() throws Exception {
      assertEquals(all, end.get(20, TimeUnit.SECONDS));
      return all.getLast();
    }

    ErrorInfo refusal() throws Exception {
      var error = assertInstanceOf(StatusRuntimeException.class, end.get(20, TimeUnit.SECONDS));
      assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
      return TestServer.errorInfo(error);
    }
  }

  private Responses<ReplayLobsterResponse> lobster(int levels, String messages, String book) {
    Responses<ReplayLobsterResponse> responses = new Responses<>();
    StreamObserver<ReplayLobsterRequest> requests = stub.replayLobster(responses);
    requests.onNext(
        ReplayLobsterRequest.newBuilder()
            .setStart(
                ReplayLobsterStart.newBuilder()
                    .setMessagesName("message.csv")
                    .setOrderBookName("book.csv")
                    .setLevels(levels))
            .build());
    for (ByteString part : inTwo(messages)) {
      requests.onNext(ReplayLobsterRequest.newBuilder().setMessages(part).build());
    }
    for (ByteString part : inTwo(book)) {
      requests.onNext(ReplayLobsterRequest.newBuilder().setOrderBook(part).build());
    }
    requests.onCompleted();
    return responses;
  }

  private static List<ByteString> inTwo(String text) {
    ByteString all = ByteString.copyFrom(text, UTF_8);
    return List.of(all.substring(0, all.size() / 2), all.substring(all.size() / 2));
  }

  @Test
  void everyLevelIsCompared() throws Exception {
    var result = lobster(0, MESSAGES, BOOK).last().getResult();
    assertEquals(3, result.getRows());
    assertEquals(1, result.getLevels());
    assertEquals(1.0, result.getFullDepthMatch());
    assertEquals(result, lobster(1, MESSAGES, BOOK).last().getResult());
  }

  @Test
  void errorsNameTheFileAndTheLine() throws Exception {
    ErrorInfo info = lobster(0, MESSAGES.replace("50", "x"), BOOK).refusal();
    assertEquals("FILE", info.getReason());
    assertEquals("size", info.getMetadataOrThrow("field"));
    assertEquals("x", info.getMetadataOrThrow("value"));
    assertEquals("fields", lobster(2, MESSAGES, BOOK).refusal().getMetadataOrThrow("field"));
    assertEquals("rows", lobster(0, MESSAGES, "").refusal().getMetadataOrThrow("field"));
  }

  @Test
  void theStartComesFirst() throws Exception {
    Responses<ReplayOrdersResponse> responses = new Responses<>();
    StreamObserver<ReplayOrdersRequest> requests = stub.replayOrders(responses);
    requests.onCompleted();
    assertEquals("part", responses.refusal().getMetadataOrThrow("field"));
  }

  @Test
  void ordersGiveTheAnswerOfEveryCorrectEngine() throws Exception {
    Responses<ReplayOrdersResponse> responses = orders(stream());
    assertTrue(responses.last().hasResult());
    var result = responses.last().getResult();
    assertEquals("f61124c1c31ce0e0", result.getTradeHash());
    assertEquals(20_411, result.getTrades());
    assertEquals(355_464, result.getVolume());
    assertEquals(100_005, result.getFinalBestBid());
    assertEquals(100_008, result.getFinalBestAsk());
    assertTrue(responses.all.stream().anyMatch(r -> r.getProgress().getFraction() == 1));
  }

  @Test
  void aStreamThatEndsEarlyIsRefused() throws Exception {
    ByteString whole = stream();
    ErrorInfo info = orders(whole.substring(0, whole.size() - 1)).refusal();
    assertEquals("length", info.getMetadataOrThrow("field"));
  }

  private Responses<ReplayOrdersResponse> orders(ByteString content) {
    Responses<ReplayOrdersResponse> responses = new Responses<>();
    StreamObserver<ReplayOrdersRequest> requests = stub.replayOrders(responses);
    requests.onNext(
        ReplayOrdersRequest.newBuilder()
            .setStart(ReplayOrdersStart.newBuilder().setName("stream.bin"))
            .build());
    for (int from = 0; from < content.size(); from += 1 << 20) {
      ByteString part = content.substring(from, Math.min(content.size(), from + (1 << 20)));
      requests.onNext(ReplayOrdersRequest.newBuilder().setContent(part).build());
    }
    requests.onCompleted();
    return responses;
  }

  private static ByteString stream() throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(RealData.file("matching/stream_small.bin.gz")))) {
      return ByteString.readFrom(in);
    }
  }
}
