package io.quanttradinggym.grpc.watch;

import static io.quanttradinggym.grpc.watch.Watched.OPEN;
import static io.quanttradinggym.grpc.watch.Watched.SECOND;
import static io.quanttradinggym.grpc.watch.Watched.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.MarketState;
import io.quanttradinggym.gym.policy.PolicyResolver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchLoopTest {
  private static final long CLOSE_STEPS = 11 * 60;

  @Test
  void aStepIsExactlyOneTick() {
    try (Watched market = Watched.paused()) {
      MarketFrame frame = market.frame();
      assertEquals(OPEN, frame.getTimeNanos());
      assertEquals(MarketState.MARKET_STATE_PAUSED, frame.getState());
      for (int step = 1; step <= 20; step++) {
        market.loop.advance(1);
        frame = market.frameAt(step);
        assertEquals(step, frame.getSteps());
        assertEquals(OPEN + step * SECOND, frame.getTimeNanos());
        assertEquals(Watched.digest(OPEN + step * SECOND), frame.getDigest());
        assertEquals(MarketState.MARKET_STATE_PAUSED, frame.getState());
      }
      market.loop.want();
      assertTrue(market.isSilent(), "nothing new, nothing shown");
    }
  }

  @Test
  void ticksAreAsLongAsTheyWereAskedToBe() {
    try (Watched market =
        new Watched(command(10).setPaused(true).setStep("250ms").setStart("1m30s"))) {
      assertEquals(OPEN + 90 * SECOND, market.frame().getTimeNanos());
      market.loop.advance(3);
      assertEquals(OPEN + 90 * SECOND + 3 * SECOND / 4, market.frameAt(3).getTimeNanos());
    }
  }

  @Test
  void nobodyWaitsForWhoeverDoesNotAsk() {
    try (Watched market = new Watched(command(0))) {
      MarketFrame frame = market.frame();
      assertTrue(market.isSilent(), "nothing comes unasked");
      long mostBetweenFrames = frame.getSteps();
      while (frame.getState() != MarketState.MARKET_STATE_FINISHED) {
        long before = frame.getSteps();
        frame = market.frame();
        mostBetweenFrames = Math.max(mostBetweenFrames, frame.getSteps() - before);
        assertEquals(OPEN + frame.getSteps() * SECOND, frame.getTimeNanos());
      }
      assertTrue(mostBetweenFrames > 1, "a frame for every step");
    }
  }

  @Test
  void pausesAndGoesOn() {
    try (Watched market = new Watched(command(100))) {
      market.frameAt(5);
      market.loop.pause();
      MarketFrame paused = market.frame();
      while (paused.getState() != MarketState.MARKET_STATE_PAUSED) {
        paused = market.frame();
      }
      market.loop.want();
      assertTrue(market.isSilent());
      market.loop.resume();
      assertEquals(
          MarketState.MARKET_STATE_RUNNING, market.frameAt(paused.getSteps() + 5).getState());
    }
  }

  @Test
  void aTickWaitsForItsPace() {
    try (Watched market = Watched.paused()) {
      market.loop.pace(0.01); // the first step is due after 100 seconds
      market.loop.resume();
      MarketFrame frame = market.frame();
      assertEquals(MarketState.MARKET_STATE_RUNNING, frame.getState());
      assertEquals(0.01, frame.getStepsPerSecond());
      assertEquals(0, frame.getSteps());
      market.loop.want();
      assertTrue(market.isSilent(), "no step, no frame");
      market.loop.pace(0);
      assertTrue(market.frameAt(40).getSteps() >= 40, "another pace holds at once");
    }
  }

  @Test
  void theWholeDayHasTheDigestOfAMarketThatNobodyLooksAt() {
    try (Watched market = new Watched(command(0).setBar("30s"))) {
      MarketFrame last = market.frameAt(CLOSE_STEPS);
      assertEquals(MarketState.MARKET_STATE_FINISHED, last.getState());
      assertEquals(OPEN + CLOSE_STEPS * SECOND, last.getTimeNanos());
      assertEquals(Watched.digest(last.getTimeNanos()), last.getDigest());
      market.loop.advance(1);
      assertEquals(CLOSE_STEPS, market.frame().getSteps(), "there is no more time");
    }
  }

  @Test
  void wrongCommandsAreRefusedAndChangeNothing() {
    try (Watched market = Watched.paused()) {
      assertThrows(ProblemException.class, () -> market.loop.advance(0));
      assertThrows(ProblemException.class, () -> market.loop.pace(-1));
      var refused = assertThrows(ProblemException.class, () -> market.loop.focus(2)).problem();
      assertEquals("instrument", refused.field());
      assertEquals("0 to 1", refused.allowed());
      assertEquals(0, market.frame().getCommands());
    }
  }

  @Test
  void aFailureOfAnyKindIsTold() {
    List<Object> told = new ArrayList<>();
    AssertionError defect = new AssertionError("a defect");
    WatchLoop.Screen screen =
        new WatchLoop.Screen() {
          @Override
          public void show(MarketFrame frame) {
            throw defect;
          }

          @Override
          public void fail(Throwable error) {
            told.add(error);
          }

          @Override
          public void ended() {
            told.add("ended");
          }
        };
    WatchLoop loop =
        Watches.open(
            command(0).setPaused(true).build(),
            Watched.scenario(),
            PolicyResolver.NONE,
            null,
            screen);
    loop.want();
    loop.run();
    assertEquals(List.of(defect, "ended"), told);
  }

  @Test
  void itEndsAtOnceEvenInALongTick() {
    Watched market = new Watched(command(0).setStep("11m"));
    market.loop.close();
    assertTrue(market.ends());
  }
}
