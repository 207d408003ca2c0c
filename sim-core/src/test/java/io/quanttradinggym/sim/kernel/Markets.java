package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.sim.fundamental.FundamentalSetup;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small markets for tests. */
public final class Markets {
  public static final long SECOND = 1_000_000_000L;
  public static final long OPEN = 34_200 * SECOND;
  public static final long CLOSE = 57_600 * SECOND;
  public static final int INITIAL_TICKS = 10_000;
  public static final long CASH_MICROS = 1_000_000_000_000L;

  private static final Plugins<AgentType> AGENTS = Plugins.load(AgentType.class);
  private static final Plugins<FundamentalType> FUNDAMENTALS = Plugins.load(FundamentalType.class);

  private Markets() {}

  /** A market with every kind of agent in every instrument, and fees. */
  public static SimulatorBuilder mixed(int instruments) {
    return mixed(instruments, 10_000);
  }

  /** As {@link #mixed(int)}, with this tick size. */
  public static SimulatorBuilder mixed(int instruments, long tickSizeMicros) {
    SimulatorBuilder builder = Simulator.builder(OPEN, CLOSE);
    List<Instrument> all = new ArrayList<>();
    List<Integer> initial = new ArrayList<>();
    FundamentalType process = FUNDAMENTALS.get("mean-reverting", "type");
    for (int i = 0; i < instruments; i++) {
      all.add(new Instrument(i, "S" + i, tickSizeMicros));
      initial.add(INITIAL_TICKS);
      FundamentalSetup setup =
          new FundamentalSetup(all.get(i), INITIAL_TICKS, Macro.DEFAULT, OPEN, CLOSE);
      builder.instrument(
          all.get(i),
          INITIAL_TICKS,
          () -> process.create(Parameters.of(process.parameters(), Map.of(), ""), setup),
          new Fees(-0.1, 0.3, 0, 100));
    }
    for (int i = 0; i < instruments; i++) {
      add(builder, "market-maker", 3, i, all, initial);
      add(builder, "noise", 40, i, all, initial);
      add(builder, "value", 15, i, all, initial);
      add(builder, "momentum", 5, i, all, initial);
    }
    return builder;
  }

  /** An empty market of one instrument with this tick size. */
  public static Simulator withTick(long tickSizeMicros) {
    return empty(tickSizeMicros).build();
  }

  /** A market of one instrument without fees, in which nobody trades yet. */
  static SimulatorBuilder empty(long tickSizeMicros) {
    FundamentalType process = FUNDAMENTALS.get("constant", "type");
    Instrument traded = new Instrument(0, "S0", tickSizeMicros);
    FundamentalSetup setup =
        new FundamentalSetup(traded, INITIAL_TICKS, Macro.DEFAULT, OPEN, CLOSE);
    return Simulator.builder(OPEN, CLOSE)
        .instrument(
            traded,
            INITIAL_TICKS,
            () -> process.create(Parameters.of(process.parameters(), Map.of(), ""), setup),
            new Fees(0, 0, 0, 0));
  }

  private static void add(
      SimulatorBuilder builder,
      String type,
      int count,
      int instrument,
      List<Instrument> instruments,
      List<Integer> initialTicks) {
    for (int member = 0; member < count; member++) {
      String name = type + "-" + instrument + "-" + member;
      AgentType agentType = AGENTS.get(type, "type");
      Parameters parameters =
          Parameters.of(agentType.parameters(), Map.of("instrument", instrument), "");
      Agent agent =
          agentType.create(
              parameters, new AgentSetup(name, member, instruments, initialTicks, OPEN, CLOSE));
      builder.agent(name, new LatencyModel(1_000_000, 20_000_000), agent, CASH_MICROS);
    }
  }
}
