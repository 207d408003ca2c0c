package io.quanttradinggym.grpc.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.engine.SimulationHook;
import io.quanttradinggym.sim.engine.Simulator;
import io.quanttradinggym.sim.market.MarketView;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the trades of a simulation, and its prices whenever it is asked to, as CSV files. */
final class MarketRecorder implements SimulationHook, AutoCloseable {
  private final Simulator simulator;
  private final BufferedWriter trades;
  private final BufferedWriter prices;

  private MarketRecorder(Simulator simulator, BufferedWriter trades, BufferedWriter prices) {
    this.simulator = simulator;
    this.trades = trades;
    this.prices = prices;
  }

  /** Begins {@code trades.csv} and {@code prices.csv} in {@code directory}, which is made. */
  static MarketRecorder create(Path directory, Simulator simulator) {
    try {
      Files.createDirectories(directory);
      BufferedWriter trades = Files.newBufferedWriter(directory.resolve("trades.csv"), UTF_8);
      BufferedWriter prices = Files.newBufferedWriter(directory.resolve("prices.csv"), UTF_8);
      MarketRecorder recorder = new MarketRecorder(simulator, trades, prices);
      write(trades, "time_nanos,instrument,aggressor,price_ticks,quantity_lots,maker,taker");
      write(
          prices,
          "time_nanos,instrument,best_bid_ticks,best_bid_lots,best_ask_ticks,best_ask_lots,"
              + "last_trade_ticks,buy_volume_lots,sell_volume_lots,fundamental_ticks");
      simulator.addHook(recorder);
      return recorder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onTrade(
      int instrument,
      long restingOrderId,
      int restingOwner,
      long incomingOrderId,
      int incomingOwner,
      Side aggressor,
      int priceTicks,
      long quantityLots,
      long restingRemainingLots,
      long incomingRemainingLots) {
    write(
        trades,
        simulator.timeNanos()
            + ","
            + symbol(instrument)
            + ","
            + aggressor.name().toLowerCase(Locale.ROOT)
            + ","
            + priceTicks
            + ","
            + quantityLots
            + ","
            + simulator.name(restingOwner)
            + ","
            + simulator.name(incomingOwner));
  }

  /** Writes one row per instrument; a side without orders has an empty price. */
  void sample() {
    MarketView market = simulator.market();
    for (int i = 0; i < market.instruments(); i++) {
      write(
          prices,
          market.timeNanos()
              + ","
              + symbol(i)
              + ","
              + touch(market, i, Side.BUY)
              + ","
              + touch(market, i, Side.SELL)
              + ","
              + market.lastTradeTicks(i)
              + ","
              + market.aggressorVolumeLots(i, Side.BUY)
              + ","
              + market.aggressorVolumeLots(i, Side.SELL)
              + ","
              + simulator.fundamentalTicks(i));
    }
  }

  private static String touch(MarketView market, int instrument, Side side) {
    int ticks = market.bestTicks(instrument, side);
    return ticks == OrderBook.NO_PRICE
        ? ",0"
        : ticks + "," + market.quantityLots(instrument, side, ticks);
  }

  private String symbol(int instrument) {
    return simulator.market().instrument(instrument).symbol();
  }

  private static void write(BufferedWriter writer, String line) {
    try {
      writer.write(line);
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    simulator.removeHook(this);
    try (trades;
        prices) {
      trades.flush();
      prices.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
