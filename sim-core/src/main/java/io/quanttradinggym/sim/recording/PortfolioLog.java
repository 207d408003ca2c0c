package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.kernel.Sampler;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.Valuation;
import java.nio.file.Path;

/**
 * Writes the portfolio of every participant at whole steps of time since the open, at the start and
 * at the end: one file with money, one with positions. Equity is cash plus positions at mid. The
 * exchange, which receives the fees, and the lender of shares also have rows, so that total money
 * and total positions are constant.
 */
public final class PortfolioLog implements SimulationHook, AutoCloseable {
  /**
   * Names of the rows of the exchange and the lender. They cannot clash with a participant's name,
   * which ends with its number.
   */
  private static final String EXCHANGE = "exchange";

  private static final String LENDER = "lender";

  private final Simulator simulator;
  private final Valuation valuation;
  private final AsciiWriter portfolios;
  private final AsciiWriter positions;
  private final Sampler sampler;
  private long writtenNanos = -1;

  /** Creates {@code portfolios.csv} and {@code positions.csv}. */
  public PortfolioLog(Path directory, Simulator simulator, long stepNanos) {
    this.simulator = simulator;
    valuation = new Valuation(simulator.market(), simulator.accounts());
    portfolios = new AsciiWriter(directory.resolve("portfolios.csv"));
    portfolios.field("time_nanos,agent,cash_micros,fees_micros,equity_micros").endLine();
    positions = new AsciiWriter(directory.resolve("positions.csv"));
    positions.field("time_nanos,agent,instrument,position_lots").endLine();
    sampler = Sampler.after(simulator.market(), stepNanos, this::write);
    write(simulator.timeNanos());
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    sampler.timePassesTo(toNanos);
  }

  private void write(long timeNanos) {
    Accounts accounts = simulator.accounts();
    for (int participant = 0; participant < simulator.participants(); participant++) {
      String name = simulator.name(participant);
      for (int i = 0; i < simulator.market().instruments(); i++) {
        writePosition(timeNanos, name, i, accounts.positionLots(participant, i));
      }
      long cash = accounts.cashMicros(participant);
      long equity = valuation.equityMicros(participant);
      writeMoney(timeNanos, name, cash, accounts.feesMicros(participant), equity);
    }
    for (int i = 0; i < simulator.market().instruments(); i++) {
      writePosition(timeNanos, LENDER, i, accounts.lenderPositionLots(i));
    }
    long exchange = accounts.exchangeCashMicros();
    writeMoney(timeNanos, EXCHANGE, exchange, 0, exchange);
    writeMoney(timeNanos, LENDER, accounts.lenderCashMicros(), 0, valuation.lenderEquityMicros());
    writtenNanos = timeNanos;
  }

  private void writePosition(long timeNanos, String agent, int instrument, long lots) {
    String symbol = simulator.market().instrument(instrument).symbol();
    positions.field(timeNanos).name(agent).name(symbol).field(lots).endLine();
  }

  private void writeMoney(long timeNanos, String agent, long cash, long fees, long equity) {
    portfolios.field(timeNanos).name(agent).field(cash).field(fees).field(equity).endLine();
  }

  @Override
  public void close() {
    sampler.finish(simulator.timeNanos());
    if (writtenNanos < simulator.timeNanos()) {
      write(simulator.timeNanos());
    }
    try (portfolios;
        positions) {
      portfolios.flush();
    }
  }
}
