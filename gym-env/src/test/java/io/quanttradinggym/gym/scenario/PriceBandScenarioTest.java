package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A market from a scenario's file that reaches its price band, halts, and resumes. */
final class PriceBandScenarioTest {
  private static final ScenarioLoader LOADER = ScenarioLoader.ofClassPath();
  private static final long SECOND = 1_000_000_000L;
  private static final String BANDED =
      """
      name: banded
      instruments:
        - symbol: QTG
          fundamental: {type: mean-reverting, volatility: 2.0, reversion_rate: 0}
          price_band: {width: 0.002, renewal: 10m, halt: 90s, call: 30s}
      population:
        - {type: market-maker, count: 2, half_spread: 3, levels: 8, level_spacing: 4}
        - {type: noise, count: 40, market_probability: 0.3}
        - {type: value, count: 10}
      observation: [clock]
      action: direction
      reward: [pnl]
      """;

  /** Writes down phases, and that nothing trades in a halt, nor money or shares are made. */
  private static final class Witness implements SimulationHook {
    final Simulator market;
    final List<Long> times = new ArrayList<>();
    final List<TradingPhase> phases = new ArrayList<>();
    final List<PhaseCause> causes = new ArrayList<>();
    final Set<RejectReason> rejects = EnumSet.noneOf(RejectReason.class);
    final long cash;
    long tradesBefore;

    Witness(Simulator market) {
      this.market = market;
      cash = market.accounts().totalCashMicros();
      market.addHook(this);
    }

    @Override
    public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
      times.add(market.timeNanos());
      phases.add(phase);
      causes.add(cause);
    }

    @Override
    public void onTrade(Trade trade) {
      assertNotEquals(TradingPhase.HALTED, market.market().phase(0));
    }

    @Override
    public void onMessageDone(int instrument) {
      assertEquals(cash, market.accounts().totalCashMicros());
      assertEquals(0, market.accounts().totalPositionLots(0));
    }

    @Override
    public void onRejected(int instrument, long orderId, int participant, RejectReason reason) {
      rejects.add(reason);
    }
  }

  private static Witness play(String yaml) {
    Simulator market = new SimulationFactory(LOADER.load(yaml), PolicyResolver.NONE).create();
    market.reset(3, 0);
    Witness witness = new Witness(market);
    market.run(market.market().openNanos() + 3_600 * SECOND);
    witness.tradesBefore = market.trades();
    market.run(market.market().openNanos() + 2 * 3_600 * SECOND);
    return witness;
  }

  @Test
  void aMarketFromAFileHaltsAndResumes() {
    Witness witness = play(BANDED);
    assertTrue(witness.phases.size() >= 6, witness.phases.toString());
    for (int i = 0; i + 2 < witness.phases.size(); i += 3) {
      assertEquals(
          List.of(TradingPhase.HALTED, TradingPhase.AUCTION_CALL, TradingPhase.CONTINUOUS),
          witness.phases.subList(i, i + 3));
      assertNotEquals(PhaseCause.REQUESTED, witness.causes.get(i));
      assertEquals(90 * SECOND, witness.times.get(i + 1) - witness.times.get(i));
      assertEquals(30 * SECOND, witness.times.get(i + 2) - witness.times.get(i + 1));
    }
    assertTrue(witness.causes.contains(PhaseCause.LIMIT_UP), witness.causes.toString());
    assertTrue(witness.causes.contains(PhaseCause.LIMIT_DOWN), witness.causes.toString());
    assertTrue(witness.rejects.contains(RejectReason.PRICE_OUTSIDE_BAND));
    assertTrue(witness.rejects.contains(RejectReason.MARKET_HALTED));
    assertTrue(witness.market.trades() > witness.tradesBefore + 500, "the market stays alive");
    double value = witness.market.fundamentalTicks(0);
    assertEquals(value, witness.market.market().lastTradeTicks(0), 0.01 * value);
    assertEquals(witness.market.digest(), play(BANDED).market.digest());
  }

  @Test
  void aBandThatIsNeverReachedChangesNothing() {
    String free = BANDED.replaceAll("(?m)^ *price_band.*\n", "");
    String wide = BANDED.replace("width: 0.002", "width: 0.9");
    assertEquals(play(free).market.digest(), play(wide).market.digest());
    assertNotEquals(play(free).market.digest(), play(BANDED).market.digest());
  }

  @Test
  void theEffectiveScenarioSaysIt() {
    String all = LOADER.load(BANDED).effectiveYaml();
    assertTrue(all.contains("renewal: 10m") && all.contains("width: 0.002"), all);
    String defaults =
        LOADER.load(BANDED.replaceAll("price_band: .*", "price_band: {}")).effectiveYaml();
    assertTrue(defaults.contains("width: 0.05") && defaults.contains("halt: 5m"), defaults);
  }
}
