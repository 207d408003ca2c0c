package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.quanttradinggym.grpc.resource.Budgets;
import io.quanttradinggym.grpc.v1.FocusCommand;
import io.quanttradinggym.grpc.v1.FrameCommand;
import io.quanttradinggym.grpc.v1.OpenMarketCommand;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.WatchMarketRequest;
import io.quanttradinggym.grpc.v1.WatchMarketResponse;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client does that does not read. */
final class MarketStreamTest {
  private final Set<Thread> threadsBefore = watching();
  private final Client client = new Client();
  private final ClientConnection connection = new ClientConnection(Budgets.ofServer(1L << 30));
  private final MarketStream stream =
      new MarketStream(connection, new ScenarioSources(new Scenarios()), client);

  /** Reads when the test says so. */
  private static final class Client extends ServerCallStreamObserver<WatchMarketResponse> {
    final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    volatile boolean ready = true;
    volatile @Nullable RuntimeException breaks;
    private Runnable onReady = () -> {};

    @Nullable Object next(long millis) {
      try {
        return received.poll(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void read() {
      ready = true;
      onReady.run();
    }

    @Override
    public void onNext(WatchMarketResponse response) {
      RuntimeException problem = breaks;
      if (problem != null) {
        throw problem;
      }
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

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}
  }

  @BeforeEach
  void greet() {
    connection.greet();
  }

  @AfterEach
  void end() {
    stream.onCompleted();
    assertTrue(allEnd());
  }

  private void open() {
    OpenMarketCommand.Builder command =
        OpenMarketCommand.newBuilder()
            .setScenario(ScenarioSource.newBuilder().setName("market-making"))
            .setPaused(true);
    stream.onNext(WatchMarketRequest.newBuilder().setOpen(command).build());
  }

  private void askForFrame() {
    stream.onNext(
        WatchMarketRequest.newBuilder().setFrame(FrameCommand.getDefaultInstance()).build());
  }

  private void ask(int instrument) {
    FocusCommand.Builder focus = FocusCommand.newBuilder().setInstrument(instrument);
    stream.onNext(WatchMarketRequest.newBuilder().setFocus(focus).build());
  }

  @Test
  void aFrameWaitsUntilTheClientReads() {
    open();
    assertNotNull(client.next(5000));
    client.ready = false;
    for (int i = 0; i < 3; i++) {
      askForFrame();
      ask(0);
      assertNull(client.next(100));
    }
    client.read();
    assertTrue(assertInstanceOf(WatchMarketResponse.class, client.next(5000)).hasFrame());
    ask(0);
    assertNull(client.next(100), "one frame for all that were asked for meanwhile");
    askForFrame();
    assertNotNull(client.next(5000));
  }

  @Test
  void whoReadsNoRefusalsIsLeft() {
    open();
    assertNotNull(client.next(5000));
    for (int round = 0; round < 2; round++) {
      client.ready = false;
      for (int i = 0; i < MarketStream.MOST_UNREAD_REFUSALS; i++) {
        ask(9);
        assertInstanceOf(WatchMarketResponse.class, client.next(0));
      }
      client.read();
    }
    client.ready = false;
    for (int i = 0; i < 3 * MarketStream.MOST_UNREAD_REFUSALS; i++) {
      ask(9);
    }
    assertEquals(MarketStream.MOST_UNREAD_REFUSALS + 1, client.received.size());
    Object last = client.received.toArray()[MarketStream.MOST_UNREAD_REFUSALS];
    assertEquals(
        "CANCELLED",
        TestServer.errorInfo(assertInstanceOf(StatusRuntimeException.class, last)).getReason());
    assertTrue(allEnd(), "and so does its market");
  }

  @Test
  void aMarketWhoseDescriptionCannotBeSentEnds() {
    client.breaks = new CancellationException("the call is over");
    open();
    assertInstanceOf(StatusRuntimeException.class, client.next(5000));
    assertTrue(allEnd());
    client.breaks = null;
    askForFrame();
    assertNull(client.next(100));
    assertFalse(client.received.contains("completed"));
  }

  private static Set<Thread> watching() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().equals("watch"));
    return threads;
  }

  /** Whether all markets of this test end. */
  private boolean allEnd() {
    Set<Thread> threads = watching();
    threads.removeAll(threadsBefore);
    try {
      for (Thread thread : threads) {
        if (!thread.join(java.time.Duration.ofSeconds(5))) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return true;
  }
}
