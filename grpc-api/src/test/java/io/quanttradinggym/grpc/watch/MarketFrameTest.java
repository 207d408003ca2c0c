package io.quanttradinggym.grpc.watch;

import static io.quanttradinggym.grpc.watch.Watched.OPEN;
import static io.quanttradinggym.grpc.watch.Watched.SECOND;
import static io.quanttradinggym.grpc.watch.Watched.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.v1.AgentGroup;
import io.quanttradinggym.grpc.v1.AgentResult;
import io.quanttradinggym.grpc.v1.MarketDescription;
import io.quanttradinggym.grpc.v1.MarketFrame;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What frames hold, 395 seconds after the open. */
final class MarketFrameTest {
  private static final int TICKS = 395;
  private static Watched market;
  private static MarketDescription description;
  private static MarketFrame frame;

  @BeforeAll
  static void run() {
    market = new Watched(command(0).setPaused(true).setBar("10s").setBars(50).setLevels(4));
    description = market.loop.describe();
    market.loop.advance(TICKS);
    frame = market.frameAt(TICKS);
  }

  @AfterAll
  static void end() {
    market.close();
  }

  private static double indicator(String name) {
    List<String> names =
        description.getIndicatorsList().stream().map(MarketDescription.Indicator::getName).toList();
    return frame.getIndicators(names.indexOf(name));
  }

  @Test
  void theDescriptionNamesEverything() {
    assertEquals("market-making", description.getScenario());
    assertEquals(2, description.getInstrumentsCount());
    assertEquals("AAA", description.getInstruments(0).getSymbol());
    assertEquals("tech", description.getInstruments(0).getSector());
    assertEquals(0.05, description.getInstruments(1).getTickSize());
    assertEquals(OPEN, description.getOpenNanos());
    assertEquals(10 * SECOND, description.getBarNanos());
    assertEquals(43, description.getAgents());
    assertEquals(description.getIndicatorsCount(), frame.getIndicatorsCount());
  }

  @Test
  void quotesAndLevelsAgree() {
    assertEquals(2, frame.getQuotesCount());
    MarketFrame.Quote quote = frame.getQuotes(0);
    assertEquals(10_000, quote.getReferenceTicks());
    assertEquals(quote.getBidTicks(), frame.getBids(0).getPriceTicks());
    assertEquals(quote.getAskTicks(), frame.getAsks(0).getPriceTicks());
    assertTrue(frame.getBidsCount() <= 4 && frame.getAsksCount() <= 4);
    for (int i = 1; i < frame.getBidsCount(); i++) {
      assertTrue(frame.getBids(i).getPriceTicks() < frame.getBids(i - 1).getPriceTicks());
    }
    assertTrue(frame.getBidsList().stream().allMatch(l -> l.getQuantityLots() > 0));
    assertTrue(frame.getBidsList().stream().allMatch(l -> l.getOrders() > 0));
  }

  @Test
  void barsHoldEveryTradeAlthoughOneFrameWasAskedFor() {
    assertEquals(40, frame.getBarsCount(), "39 complete, and the one that grows");
    long volume = 0;
    for (int i = 0; i < frame.getBarsCount(); i++) {
      MarketFrame.Bar bar = frame.getBars(i);
      assertEquals(OPEN + (i + 1) * 10L * SECOND, bar.getEndNanos());
      assertTrue(bar.getHighTicks() >= Math.max(bar.getOpenTicks(), bar.getCloseTicks()));
      assertTrue(bar.getLowTicks() <= Math.min(bar.getOpenTicks(), bar.getCloseTicks()));
      assertTrue(bar.getBuyVolumeLots() <= bar.getVolumeLots());
      volume += bar.getVolumeLots();
    }
    assertTrue(volume > 0);
    assertEquals(frame.getQuotes(0).getVolumeLots(), volume);
    assertEquals(frame.getQuotes(0).getLastTicks(), frame.getBars(39).getCloseTicks());
  }

  @Test
  void barsAreThoseOfTheFrameBefore() {
    try (Watched twin = new Watched(command(0).setPaused(true).setBar("10s").setBars(5))) {
      MarketFrame first = twin.frame();
      assertEquals(1, first.getBarsCount());
      twin.loop.advance(TICKS);
      MarketFrame last = twin.frameAt(TICKS);
      assertEquals(frame.getBarsList().subList(35, 40), last.getBarsList());
    }
  }

  @Test
  void tradesComeNewestFirst() {
    assertTrue(frame.getLatestTradesCount() > 5);
    MarketFrame.Trade newest = frame.getLatestTrades(0);
    assertEquals(frame.getQuotes(0).getLastTicks(), newest.getPriceTicks());
    for (int i = 1; i < frame.getLatestTradesCount(); i++) {
      assertTrue(
          frame.getLatestTrades(i).getTimeNanos() <= frame.getLatestTrades(i - 1).getTimeNanos());
    }
    assertFalse(newest.getMaker().isEmpty());
    assertFalse(newest.getTaker().isEmpty());
  }

  @Test
  void newsSayWhatTheyAreAbout() {
    assertEquals(
        List.of("sector tech", "earnings AAA", "rate ", "sector tech"),
        frame.getNewsList().stream().map(n -> n.getKind() + " " + n.getAbout()).toList());
    assertEquals(OPEN + 5 * 60 * SECOND, frame.getNews(0).getTimeNanos());
    assertTrue(frame.getNews(0).getSurprise() * frame.getNews(0).getValueChange() > 0);
  }

  @Test
  void whatAgentsGainOthersLoseOrTheExchangeGets() {
    double pnl = frame.getGroupsList().stream().mapToDouble(AgentGroup::getPnl).sum();
    double fees = frame.getGroupsList().stream().mapToDouble(AgentGroup::getFees).sum();
    assertTrue(fees > 0);
    assertEquals(0, pnl + fees, 1e-5);
    assertEquals(0, frame.getGroupsList().stream().mapToLong(AgentGroup::getPositionLots).sum());
    assertEquals(
        List.of("market-maker", "other-maker", "noise", "other-noise"),
        frame.getGroupsList().stream().map(AgentGroup::getName).toList());
    assertEquals(20, frame.getGroups(2).getMembers());
  }

  @Test
  void winnersAndLosersAreInOrder() {
    for (List<AgentResult> results : List.of(frame.getWinnersList(), frame.getLosersList())) {
      assertFalse(results.isEmpty());
      for (int i = 1; i < results.size(); i++) {
        assertTrue(Math.abs(results.get(i).getPnl()) <= Math.abs(results.get(i - 1).getPnl()));
      }
    }
    assertTrue(frame.getWinnersList().stream().allMatch(r -> r.getPnl() > 0));
    assertTrue(frame.getLosersList().stream().allMatch(r -> r.getPnl() < 0));
  }

  @Test
  void indicatorsAreThoseOfTheSameMarket() {
    MarketFrame.Level bid = frame.getBids(0);
    MarketFrame.Level ask = frame.getAsks(0);
    double microprice =
        (double)
                (bid.getPriceTicks() * ask.getQuantityLots()
                    + ask.getPriceTicks() * bid.getQuantityLots())
            / (bid.getQuantityLots() + ask.getQuantityLots());
    assertEquals(microprice, indicator("Microprice"), 1e-9);
    assertEquals(indicator("VWAP"), frame.getBars(39).getVwapTicks(), 1e-9);
    assertEquals(indicator("SMA 20"), frame.getBars(38).getAverageTicks(), 1e-9);
    assertTrue(indicator("RSI 14") > 0 && indicator("RSI 14") < 100);
    assertFalse(frame.getBars(10).hasAverageTicks(), "11 closes have no mean of 20");
  }

  @Test
  void riskIsThatOfThePositions() {
    assertEquals(0, frame.getRisk().getNetExposure(), 1e-6);
    double gross = frame.getGroupsList().stream().mapToDouble(AgentGroup::getGrossExposure).sum();
    assertEquals(gross, frame.getRisk().getGrossExposure(), 1e-5);
    assertTrue(frame.getRisk().getVolatility() > 0);
    assertTrue(frame.getRisk().getMaxDrawdown() >= frame.getRisk().getDrawdown());
    assertTrue(Double.isNaN(frame.getRisk().getValueAtRisk()), "six minutes have no tail");
    assertTrue(frame.getRisk().getShortLots() > 0);
    assertFalse(frame.getRisk().getLargestHolder().isEmpty());
  }

  @Test
  void whoeverLooksOftenSeesTheSameFalls() {
    try (Watched often = new Watched(command(0).setPaused(true).setStep("7s"));
        Watched once = new Watched(command(0).setPaused(true).setStep("140s"))) {
      MarketFrame looked = often.frame();
      for (int step = 1; step <= 20; step++) {
        often.loop.advance(1);
        looked = often.frameAt(step);
      }
      once.loop.advance(1);
      MarketFrame last = once.frameAt(1);
      assertEquals(looked.getDigest(), last.getDigest());
      assertEquals(looked.getGroupsList(), last.getGroupsList());
      assertTrue(last.getGroupsList().stream().anyMatch(group -> group.getMaxDrawdown() > 0));
    }
  }

  @Test
  void anotherInstrumentCanBeLookedAt() {
    try (Watched twin = new Watched(command(0).setPaused(true).setInstrument("BBB"))) {
      assertEquals(1, twin.frame().getInstrument());
      twin.loop.advance(TICKS);
      MarketFrame other = twin.frameAt(TICKS);
      assertEquals(frame.getDigest(), other.getDigest());
      assertEquals(other.getQuotes(1).getLastTicks(), other.getLatestTrades(0).getPriceTicks());
      long volume =
          IntStream.range(0, other.getBarsCount())
              .mapToLong(i -> other.getBars(i).getVolumeLots())
              .sum();
      assertEquals(other.getQuotes(1).getVolumeLots(), volume);
      twin.loop.focus(0);
      MarketFrame back = twin.frame();
      assertEquals(0, back.getInstrument());
      assertEquals(frame.getLatestTradesList(), back.getLatestTradesList());
    }
  }
}
