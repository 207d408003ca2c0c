package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.engine.SimulationHook;
import io.quanttradinggym.sim.engine.Simulator;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cash and shares are conserved to the unit, over every account and instrument and after every
 * message, in every scenario: as it is, and with everything that can be limited.
 */
final class ConservationTest {
  private static final ScenarioLoader LOADER = new ScenarioLoader(Registry.load());
  private static final long QUARTER = 900_000_000_000L;
  private static final Set<RejectReason> OF_ACCOUNTS =
      Set.of(
          RejectReason.INSUFFICIENT_CASH,
          RejectReason.INSUFFICIENT_MARGIN,
          RejectReason.POSITION_LIMIT,
          RejectReason.NO_SHARES_TO_BORROW);

  static Set<String> scenarios() {
    return Catalogue.load().texts().keySet();
  }

  /** Adds everything up after each message. */
  private static final class Auditor implements SimulationHook {
    private final Simulator market;
    private final Accounts accounts;
    private final long cash;
    private final long[] shares;
    private final Map<RejectReason, Integer> rejects = new EnumMap<>(RejectReason.class);
    private long audits;
    private long mostOnLoan;

    Auditor(Simulator market) {
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
      for (int owner = 0; owner < accounts.owners(); owner++) {
        long position = accounts.positionLots(owner, instrument);
        assertEquals(Math.max(0, -position), ledger.borrowedLots(owner, instrument));
        borrowed += ledger.borrowedLots(owner, instrument);
        held += position + ledger.borrowedLots(owner, instrument);
      }
      assertEquals(borrowed, ledger.onLoanLots(instrument));
      assertTrue(ledger.locatedLots(instrument) >= borrowed);
      long kept = accounts.lenderPositionLots(instrument) - borrowed;
      assertTrue(kept >= 0, "the lender lends what it does not have: " + kept);
      assertEquals(shares[instrument], held + kept);
      mostOnLoan = Math.max(mostOnLoan, borrowed);
    }

    @Override
    public void onRejected(int instrument, long orderId, int owner, RejectReason reason) {
      rejects.merge(reason, 1, Integer::sum);
    }
  }

  private static Auditor audited(Scenario scenario, long untilNanos) {
    Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    market.reset(3, 0);
    Auditor auditor = new Auditor(market);
    market.addHook(auditor);
    market.run(market.market().openNanos() + untilNanos);
    assertTrue(auditor.audits > 1_000, "messages: " + auditor.audits);
    return auditor;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void asItIs(String name) {
    Auditor auditor = audited(LOADER.load(Catalogue.load().text(name)), QUARTER);
    assertTrue(auditor.rejects.keySet().stream().noneMatch(OF_ACCOUNTS::contains));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void withEverythingLimited(String name) {
    Scenario plain = LOADER.load(Catalogue.load().text(name));
    StringBuilder instruments = new StringBuilder();
    for (TradedInstrument traded : plain.instruments()) {
      instruments
          .append(instruments.isEmpty() ? "" : ",")
          .append(
              "{\"symbol\":\"%s\",\"initial_price\":%d,"
                  .formatted(traded.instrument().symbol(), traded.initialTicks()))
          .append("\"shares_outstanding\":100000000,\"borrow\":{\"pool\":400,\"fee\":5,")
          .append("\"recalls\":200,\"recall_fraction\":0.05,\"notice\":\"20s\"}}");
    }
    String overrides =
        "{\"instruments\":[%s],\"constraints\":{\"credit\":0,\"max_position\":60,"
                .formatted(instruments)
            + "\"initial_margin\":0.5,\"maintenance_margin\":0.25,\"check_interval\":\"10s\"}}";
    Scenario limited = LOADER.load(Catalogue.load().text(name), overrides);
    Auditor auditor = audited(limited, QUARTER);
    assertTrue(auditor.mostOnLoan > 0 && auditor.mostOnLoan <= 400, "lent " + auditor.mostOnLoan);
    assertTrue(auditor.accounts.lenderCashMicros() > 0, "fees");
    assertTrue(
        auditor.rejects.containsKey(RejectReason.POSITION_LIMIT), auditor.rejects.toString());
    assertTrue(
        auditor.rejects.containsKey(RejectReason.NO_SHARES_TO_BORROW), auditor.rejects.toString());
    BorrowLedger ledger = auditor.market.borrowLedger();
    assertNotNull(ledger);
    assertTrue(ledger.poolLots(0) < 400, "recalled");
    for (int owner = 0; owner < auditor.market.owners(); owner++) {
      assertTrue(auditor.accounts.cashMicros(owner) >= 0, "cash of " + owner);
    }
  }
}
