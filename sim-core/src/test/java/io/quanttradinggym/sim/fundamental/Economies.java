package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.news.NewsSchedule;
import io.quanttradinggym.sim.news.NewsSetup;
import io.quanttradinggym.sim.news.NewsSource;
import io.quanttradinggym.sim.news.NewsType;
import java.util.List;
import java.util.Map;

/** Fair values and news for tests: sessions of six and a half hours that begin at 9:30. */
final class Economies {
  static final long SECOND = 1_000_000_000L;
  static final long OPEN = 34_200 * SECOND;
  static final long CLOSE = 57_600 * SECOND;
  static final int INITIAL = 10_000;
  static final List<Instrument> INSTRUMENTS =
      List.of(
          new Instrument(0, "A", 10_000, "tech"),
          new Instrument(1, "B", 10_000, "tech"),
          new Instrument(2, "C", 10_000, "food"),
          new Instrument(3, "D", 10_000));

  private static final Plugins<FundamentalType> PROCESSES = Plugins.load(FundamentalType.class);
  private static final Plugins<NewsType> NEWS = Plugins.load(NewsType.class);

  private Economies() {}

  static FundamentalSetup setup(int instrument) {
    return new FundamentalSetup(INSTRUMENTS.get(instrument), INITIAL, Macro.DEFAULT, OPEN, CLOSE);
  }

  static FundamentalProcess process(String type, int instrument, Map<String, ?> parameters) {
    FundamentalType plugin = PROCESSES.get(type, "type");
    return plugin.create(Parameters.of(plugin.parameters(), parameters, ""), setup(instrument));
  }

  static NewsSource source(String type, String name, Map<String, ?> parameters) {
    NewsType plugin = NEWS.get(type, "type");
    return plugin.create(
        Parameters.of(plugin.parameters(), parameters, ""),
        new NewsSetup(name, INSTRUMENTS, OPEN, CLOSE));
  }

  static NewsSchedule schedule(NewsSource... sources) {
    return new NewsSchedule(List.of(sources), INSTRUMENTS);
  }

  static FundamentalPath path(FundamentalProcess process, int instrument, NewsSource... sources) {
    return new FundamentalPath(process, schedule(sources), INSTRUMENTS.get(instrument));
  }

  static byte[] state(Stateful part) {
    StateWriter out = new StateWriter();
    part.save(out);
    return out.toByteArray();
  }

  static void restore(Stateful part, byte[] state) {
    StateReader in = new StateReader(state, 0, state.length);
    part.load(in);
    if (in.remaining() != 0) {
      throw new AssertionError(in.remaining() + " bytes were not read");
    }
  }
}
