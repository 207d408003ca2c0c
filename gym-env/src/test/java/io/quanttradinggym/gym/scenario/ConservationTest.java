package io.quanttradinggym.gym.scenario;

import static io.quanttradinggym.sim.book.RejectReason.NO_SHARES_TO_BORROW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cash and shares are conserved to the unit, over every account and instrument and after every
 * message, in every scenario: as it is, and with everything that can be limited.
 */
@Tag("slow")
final class ConservationTest {
  private static final ScenarioLoader LOADER = ScenarioLoader.ofClassPath();
  private static final long QUARTER = 900_000_000_000L;
  private static final long DAY = 26 * QUARTER;
  private static final String REST =
      """
      name: documented
      population:
        - {type: market-maker, count: 2}
        - {type: noise, count: 40}
        - {type: value, count: 10}
        - {type: news-reactive, count: 3}
        - {type: informed, count: 2}
        - {type: market-maker, name: maker, count: 2, instrument: 1}
        - {type: noise, name: crowd, count: 40, instrument: 1}
        - {type: value, name: analyst, count: 10, instrument: 1}
      observation: [clock]
      action: direction
      reward: [pnl]
      """;

  static Set<String> scenarios() {
    return Catalogue.load().texts().keySet();
  }

  /** Adds everything up after each message, or each of so many. */
  private static final class Auditor implements SimulationHook {
    private final Simulator market;
    private final Accounts accounts;
    private final int every;
    private final long cash;
    private final long[] shares;
    private final Map<RejectReason, Integer> rejects = new EnumMap<>(RejectReason.class);
    private long audits;
    private long mostOnLoan;

    Auditor(Simulator market, int every) {
      this.every = every;
      this.market = market;
      accounts = market.accounts();
      cash = accounts.totalCashMicros();
      shares = new long[market.market().instruments()];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = accounts.totalPositionLots(i);
      }
    }

    @Override
    public void onMessageDone(int instrument) {
      audits++;
      if (audits % every != 0) {
        return;
      }
      assertEquals(cash, accounts.totalCashMicros());
      for (int i = 0; i < shares.length; i++) {
        assertEquals(shares[i], accounts.totalPositionLots(i));
        BorrowLedger ledger = market.borrowLedger();
        if (ledger != null && ledger.terms(i) != null) {
          audit(ledger, i);
        }
      }
    }

    /**
     * Who is short has borrowed; nobody delivers, and the lender does not lend, what is not there.
     */
    private void audit(BorrowLedger ledger, int instrument) {
      long borrowed = 0;
      long held = 0;
      for (int participant = 0; participant < accounts.participants(); participant++) {
        long position = accounts.positionLots(participant, instrument);
        assertEquals(Math.max(0, -position), ledger.borrowedLots(participant, instrument));
        borrowed += ledger.borrowedLots(participant, instrument);
        held += position + ledger.borrowedLots(participant, instrument);
      }
      assertEquals(borrowed, ledger.onLoanLots(instrument));
      assertTrue(ledger.locatedLots(instrument) >= borrowed);
      long kept = accounts.lenderPositionLots(instrument) - borrowed;
      assertTrue(kept >= 0, "the lender lends what it does not have: " + kept);
      assertEquals(shares[instrument], held + kept);
      mostOnLoan = Math.max(mostOnLoan, borrowed);
    }

    @Override
    public void onRejected(int instrument, long orderId, int participant, RejectReason reason) {
      rejects.merge(reason, 1, Integer::sum);
    }
  }

  private static Auditor audited(Scenario scenario, long untilNanos, int every) {
    Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    market.reset(3, 0);
    Auditor auditor = new Auditor(market, every);
    market.addHook(auditor);
    market.run(market.market().openNanos() + untilNanos);
    assertTrue(auditor.audits > 1_000, "messages: " + auditor.audits);
    return auditor;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void asItIs(String name) {
    Auditor auditor = audited(LOADER.load(Catalogue.load().text(name)), QUARTER, 1);
    assertTrue(auditor.rejects.keySet().stream().noneMatch(RejectReason::isOfAccount));
  }

  /** The scenario with few shares to borrow, and with limits. */
  private static Scenario limited(String yaml) {
    List<Object> instruments = new ArrayList<>();
    Object plain = LOADER.load(yaml).effective().get("instruments");
    for (Object element : plain instanceof List<?> list ? list : List.of()) {
      Map<String, Object> instrument = new LinkedHashMap<>();
      ((Map<?, ?>) element).forEach((key, value) -> instrument.put(String.valueOf(key), value));
      instrument.put("shares_outstanding", 100_000_000);
      instrument.put(
          "borrow",
          Map.of("pool", 400, "fee", 5, "recalls", 200, "recall_fraction", 0.05, "notice", "20s"));
      instruments.add(instrument);
    }
    Map<String, ?> limits =
        Map.of(
            "credit",
            0,
            "max_position",
            60,
            "initial_margin",
            0.5,
            "maintenance_margin",
            0.25,
            "check_interval",
            "10s");
    return LOADER.load(
        Documents.parseYaml(yaml, "scenario"),
        Map.of("instruments", instruments, "constraints", limits));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void withEverythingLimited(String name) {
    Auditor auditor = audited(limited(Catalogue.load().text(name)), QUARTER, 1);
    assertTrue(auditor.mostOnLoan > 0 && auditor.mostOnLoan <= 400, "lent " + auditor.mostOnLoan);
    assertTrue(auditor.accounts.lenderCashMicros() > 0, "fees");
    assertTrue(
        auditor.rejects.containsKey(RejectReason.POSITION_LIMIT), auditor.rejects.toString());
    assertTrue(auditor.rejects.containsKey(NO_SHARES_TO_BORROW), auditor.rejects.toString());
    BorrowLedger ledger = auditor.market.borrowLedger();
    assertNotNull(ledger);
    assertTrue(ledger.poolLots(0) < 400, "recalled");
    for (int participant = 0; participant < auditor.market.participants(); participant++) {
      assertTrue(auditor.accounts.cashMicros(participant) >= 0, "cash of " + participant);
    }
  }

  /** The example of the reference, which has all features, with subscribers of news. */
  @Test
  void asDocumented() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "scenarios.md"));
    int start = text.indexOf("```yaml\nsession:") + "```yaml\n".length();
    String yaml = text.substring(start, text.indexOf("```", start)) + REST;
    Scenario scenario = LOADER.load(yaml);
    Auditor auditor = audited(scenario, DAY, 16);
    Simulator market = auditor.market;
    Set<RejectReason> never = Set.of(NO_SHARES_TO_BORROW, RejectReason.PRICE_OUTSIDE_BAND);
    assertEquals(Set.of(), intersection(auditor.rejects.keySet(), never));
    assertTrue(market.market().news().count() >= 2);
    for (int i = 0; i < 2; i++) {
      assertEquals(TradingPhase.HALTED, market.market().phase(i));
      assertEquals(1, market.market().lastTradeTicks(i) / market.fundamentalTicks(i), 0.01);
      assertTrue(market.market().tradeCount(i) > 1_000);
    }
    assertTrue(auditor.accounts.lenderCashMicros() > 0, "fees");
  }

  private static Set<RejectReason> intersection(Set<RejectReason> a, Set<RejectReason> b) {
    Set<RejectReason> both = new TreeSet<>(a);
    both.retainAll(b);
    return both;
  }
}
