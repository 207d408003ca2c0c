package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.OpenMarketCommand;
import io.quanttradinggym.grpc.v1.WatchMarketRequest;
import io.quanttradinggym.grpc.v1.WatchMarketResponse;
import io.quanttradinggym.grpc.watch.WatchLoop;
import io.quanttradinggym.grpc.watch.Watches;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one watched market. The market runs on its own thread, which ends with the stream.
 * At most one frame is in flight; the client requests the next one. If a client requests a frame
 * but does not read, the frame is sent when the client reads again, so frames do not accumulate in
 * memory.
 */
final class MarketStream implements StreamObserver<WatchMarketRequest> {
  static final int MOST_UNREAD_REFUSALS = 100;

  private final ClientConnection connection;
  private final ScenarioSources sources;
  private final ServerCallStreamObserver<WatchMarketResponse> responses;
  private @Nullable WatchLoop loop;
  private boolean ended;
  private boolean frameWaits;
  private int unreadRefusals;

  MarketStream(
      ClientConnection connection,
      ScenarioSources sources,
      ServerCallStreamObserver<WatchMarketResponse> responses) {
    this.connection = connection;
    this.sources = sources;
    this.responses = responses;
    responses.setOnCancelHandler(this::stop);
    responses.setOnReadyHandler(this::goOn);
  }

  @Override
  public synchronized void onNext(WatchMarketRequest request) {
    if (ended) {
      return;
    }
    WatchLoop current = loop;
    if (current == null) {
      begin(request);
      return;
    }
    try {
      obey(request, current);
    } catch (ProblemException e) {
      refuse(e);
    }
  }

  private void refuse(ProblemException refusal) {
    if (!responses.isReady() && ++unreadRefusals > MOST_UNREAD_REFUSALS) {
      String message = MOST_UNREAD_REFUSALS + " wrong commands, and the client reads no answer";
      fail(new ProblemException(Problem.of(Reason.CANCELLED, message)));
      stop();
      return;
    }
    send(WatchMarketResponse.newBuilder().setError(StatusMapping.toCommandError(refusal)).build());
  }

  /** Called when the client has read all sent messages. */
  private synchronized void goOn() {
    unreadRefusals = 0;
    if (frameWaits && loop != null) {
      frameWaits = false;
      loop.want();
    }
  }

  private void begin(WatchMarketRequest request) {
    Leases leases = new Leases(connection);
    try {
      connection.checkGreeted();
      leases.take(leases.budgets().jobs(), 1);
      if (!request.hasOpen()) {
        throw new ProblemException(
            Reason.ARGUMENT, "command", request.getCommandCase(), "open, in the first request");
      }
      WatchLoop opened = open(request.getOpen(), leases);
      WatchMarketResponse description =
          WatchMarketResponse.newBuilder().setOpened(opened.describe()).build();
      // Messages of the market wait for the lock that this method holds.
      Thread.ofPlatform().daemon().name("watch").start(opened);
      loop = opened;
      send(description);
    } catch (RuntimeException | Error e) {
      if (loop == null) {
        leases.close(); // otherwise the market still uses them; its thread closes them at its end
      }
      try {
        fail(e);
      } finally {
        stop();
      }
    }
  }

  private WatchLoop open(OpenMarketCommand command, Leases leases) {
    Scenario scenario = sources.read(command.getScenario());
    Entrant entrant =
        command.hasPolicy()
            ? PolicyPlayer.entrant(command.getPolicy(), scenario.market(), leases)
            : null;
    return Watches.open(
        command,
        scenario,
        leases.of(command.getScenario()),
        entrant,
        new WatchLoop.Screen() {
          @Override
          public void show(MarketFrame frame) {
            send(WatchMarketResponse.newBuilder().setFrame(frame).build());
          }

          @Override
          public void fail(Throwable error) {
            MarketStream.this.fail(error);
          }

          @Override
          public void ended() {
            leases.close();
          }
        });
  }

  private void obey(WatchMarketRequest request, WatchLoop current) {
    switch (request.getCommandCase()) {
      case FRAME -> want(current);
      case PAUSE -> current.pause();
      case RESUME -> current.resume();
      case ADVANCE -> current.advance(request.getAdvance().getSteps());
      case PACE -> current.pace(request.getPace().getStepsPerSecond());
      case FOCUS -> current.focus(request.getFocus().getInstrument());
      case OPEN, COMMAND_NOT_SET ->
          throw new ProblemException(
              Reason.ARGUMENT,
              "command",
              request.getCommandCase(),
              "frame, pause, resume, advance, pace, focus");
    }
  }

  private void want(WatchLoop current) {
    if (responses.isReady()) {
      current.want();
    } else {
      frameWaits = true;
    }
  }

  private synchronized void send(WatchMarketResponse response) {
    if (!ended) {
      responses.onNext(response);
    }
  }

  private synchronized void fail(Throwable error) {
    if (!ended) {
      ended = true;
      responses.onError(StatusMapping.toStatus(error));
    }
  }

  @Override
  public void onError(Throwable error) {
    stop();
  }

  @Override
  public synchronized void onCompleted() {
    if (!ended) {
      responses.onCompleted();
    }
    stop();
  }

  private synchronized void stop() {
    ended = true;
    if (loop != null) {
      loop.close();
    }
  }
}
