package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.v1.AdvanceCommand;
import io.quanttradinggym.grpc.v1.FocusCommand;
import io.quanttradinggym.grpc.v1.FrameCommand;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.OpenMarketCommand;
import io.quanttradinggym.grpc.v1.PaceCommand;
import io.quanttradinggym.grpc.v1.ResumeCommand;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.WatchMarketRequest;
import io.quanttradinggym.grpc.v1.WatchMarketResponse;
import io.quanttradinggym.grpc.v1.WatchServiceGrpc;
import io.quanttradinggym.kit.Waiting;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WatchServiceTest {
  private static TestServer server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() {
    server = new TestServer();
    channel = server.connect();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The client's end of a stream. */
  private static final class Client implements StreamObserver<WatchMarketResponse> {
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final StreamObserver<WatchMarketRequest> requests;

    Client(Channel channel) {
      requests = WatchServiceGrpc.newStub(channel).watchMarket(this);
    }

    @Override
    public void onNext(WatchMarketResponse response) {
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

    Object next() {
      try {
        Object next = received.poll(20, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void send(WatchMarketRequest.Builder request) {
      requests.onNext(request.build());
    }

    WatchMarketResponse answer() {
      if (next() instanceof WatchMarketResponse response) {
        return response;
      }
      throw new AssertionError("the stream ended");
    }

    MarketFrame frame() {
      send(WatchMarketRequest.newBuilder().setFrame(FrameCommand.getDefaultInstance()));
      return answer().getFrame();
    }

    ErrorInfo refusal() {
      if (next() instanceof StatusRuntimeException error) {
        return TestServer.errorInfo(error);
      }
      throw new AssertionError("not refused");
    }
  }

  private static OpenMarketCommand.Builder command() {
    return OpenMarketCommand.newBuilder()
        .setScenario(ScenarioSource.newBuilder().setName("market-making"))
        .setSeed(3)
        .setPaused(true);
  }

  private static WatchMarketRequest.Builder open(OpenMarketCommand.Builder command) {
    return WatchMarketRequest.newBuilder().setOpen(command);
  }

  private static Client opened() {
    Client client = new Client(channel);
    client.send(open(command()));
    assertEquals("market-making", client.answer().getOpened().getScenario());
    return client;
  }

  @Test
  void commandsAreObeyedInOrder() {
    Client client = opened();
    assertEquals(0, client.frame().getSteps());
    client.send(
        WatchMarketRequest.newBuilder().setAdvance(AdvanceCommand.newBuilder().setSteps(30)));
    MarketFrame frame = client.frame();
    while (frame.getSteps() < 30) {
      frame = client.frame();
    }
    assertEquals(30, frame.getSteps());
    assertEquals(1, frame.getCommands());
    client.requests.onCompleted();
    assertEquals("completed", client.next());
  }

  @Test
  void aWrongCommandIsToldAndTheMarketGoesOn() {
    Client client = opened();
    client.send(
        WatchMarketRequest.newBuilder().setPace(PaceCommand.newBuilder().setStepsPerSecond(-3)));
    var pace = client.answer().getError();
    assertEquals("ARGUMENT", pace.getReason());
    assertEquals("steps_per_second", pace.getField());
    assertEquals("-3.0", pace.getValue());
    client.send(
        WatchMarketRequest.newBuilder().setFocus(FocusCommand.newBuilder().setInstrument(9)));
    assertEquals("0 to 0", client.answer().getError().getAllowed());
    client.send(open(command()));
    assertEquals("command", client.answer().getError().getField());
    assertEquals(0, client.frame().getCommands());
    client.requests.onCompleted();
  }

  @ParameterizedTest
  @CsvSource({"step, soon", "step, 1us", "bar, 1ms", "bar, 24h", "start, 7h", "instrument, XYZ"})
  void aWrongOpeningIsRefused(String field, String value) {
    OpenMarketCommand.Builder command = command();
    command.setField(OpenMarketCommand.getDescriptor().findFieldByName(field), value);
    ErrorInfo refusal = refused(open(command));
    assertEquals("ARGUMENT", refusal.getReason());
    assertEquals(field, refusal.getMetadataOrThrow("field"));
    assertEquals(value, refusal.getMetadataOrThrow("value"));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertEquals("0 to 1000", refused(open(command().setBars(1001))).getMetadataOrThrow("allowed"));
    assertEquals("levels", refused(open(command().setLevels(-1))).getMetadataOrThrow("field"));
    PaceCommand.Builder pace = PaceCommand.newBuilder().setStepsPerSecond(1e6);
    assertEquals(
        "steps_per_second", refused(open(command().setPace(pace))).getMetadataOrThrow("field"));
  }

  @Test
  void anUnknownScenarioIsRefused() {
    ScenarioSource.Builder unknown = ScenarioSource.newBuilder().setName("market-makin");
    assertEquals("SCENARIO", refused(open(command().setScenario(unknown))).getReason());
  }

  @Test
  void theFirstCommandOpens() {
    ErrorInfo refusal =
        refused(WatchMarketRequest.newBuilder().setFrame(FrameCommand.getDefaultInstance()));
    assertEquals("command", refusal.getMetadataOrThrow("field"));
  }

  @Test
  void aHandshakeComesFirst() {
    Client client = new Client(server.connect(TestServer.TOKEN));
    client.send(open(command()));
    assertEquals("VERSION", client.refusal().getReason());
  }

  private static ErrorInfo refused(WatchMarketRequest.Builder request) {
    Client client = new Client(channel);
    client.send(request);
    return client.refusal();
  }

  @Test
  void theMarketEndsWithItsStreamOrItsConnection() throws InterruptedException {
    Client polite = opened();
    polite.send(WatchMarketRequest.newBuilder().setResume(ResumeCommand.getDefaultInstance()));
    ManagedChannel other = server.connect();
    Client rude = new Client(other);
    rude.send(open(command().setPaused(false)));
    assertTrue(rude.answer().hasOpened());
    assertTrue(watching() >= 2);
    polite.requests.onCompleted();
    assertEquals("completed", polite.next());
    TestServer.disconnect(other);
    assertTrue(Waiting.until(() -> watching() == 0), "a market is still watched");
  }

  private static long watching() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("watch"))
        .count();
  }
}
