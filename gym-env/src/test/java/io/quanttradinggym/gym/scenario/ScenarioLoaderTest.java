package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.PopulationEntry;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.LatencyModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioLoaderTest {
  private static final ScenarioLoader LOADER = ScenarioLoader.ofClassPath();
  private static final String MINIMAL =
      """
      name: tiny
      instruments: [{symbol: QTG}]
      observation: [clock]
      action: direction
      reward: [pnl]
      """;

  private static Scenario with(String overrides) {
    return LOADER.load(MINIMAL, overrides);
  }

  private static ScenarioException refused(String overrides) {
    return assertThrows(ScenarioException.class, () -> with(overrides));
  }

  @Test
  void defaultsFillIn() {
    Scenario scenario = with("");
    assertEquals("tiny", scenario.name());
    assertEquals("", scenario.environment());
    assertEquals(34_200_000_000_000L, OrderBookMarket.of(scenario).session().openNanos());
    assertEquals(57_600_000_000_000L, OrderBookMarket.of(scenario).session().closeNanos());
    assertEquals(10_000, OrderBookMarket.of(scenario).instruments().getFirst().initialTicks());
    assertEquals(
        10_000,
        OrderBookMarket.of(scenario).instruments().getFirst().instrument().tickSizeMicros());
    assertEquals(
        "mean-reverting",
        OrderBookMarket.of(scenario).instruments().getFirst().fundamental().type());
    assertEquals(LatencyModel.constant(1_000_000), OrderBookMarket.of(scenario).trader().latency());
    assertEquals(34_230_000_000_000L, OrderBookMarket.of(scenario).trader().terms().startNanos());
    assertEquals(600, OrderBookMarket.of(scenario).trader().terms().steps());
    assertEquals(1_000_000_000_000L, OrderBookMarket.of(scenario).trader().terms().cashMicros());
    assertEquals(
        300_000_000_000L, OrderBookMarket.of(scenario).trader().terms().bankruptcyMicros());
    assertNull(OrderBookMarket.of(scenario).trader().terms().parentOrder());
    assertEquals(List.of(), OrderBookMarket.of(scenario).population());
    assertEquals(List.of(), scenario.market().baselines());
  }

  @Test
  void everythingCanBeSaid() {
    Scenario scenario =
        LOADER.load(
            """
            name: full
            title: Everything
            session: {date: 2025-03-28, zone: Europe/Zurich, open: "08:00", close: "17:30:30"}
            instruments:
              - {symbol: A, tick_size: 0.05, initial_price: 200, fundamental: constant}
              - {symbol: B, fundamental: {type: mean-reverting, volatility: 0.5}}
            fees: {maker_basis_points: -0.2, taker_per_lot: 0.003}
            population:
              - {type: noise, name: crowd, count: 3, latency: {min: 1ms, max: 2ms}, cash: 5, position: 7, mean_interval: 1s}
              - {type: value, latency: 5us, instrument: 1}
            trader: {latency: 2ms, cash: 100, max_position: 9, parent_order: {side: sell, quantity: 8}}
            episode: {start: 1m, duration: 1h, decision_interval: 30s, bankruptcy_fraction: -1}
            observation: [{type: touch, instrument: 1}, execution]
            action: {type: target-position, targets: [0, 1]}
            reward: [{type: pnl, weight: 2}, inventory]
            evaluation: {baselines: [random, {type: fixed-half-spread, ticks: 3}]}
            """);
    assertEquals("Europe/Zurich", OrderBookMarket.of(scenario).session().zone().getId());
    assertEquals("2025-03-28", OrderBookMarket.of(scenario).session().date().toString());
    assertEquals(63_030_000_000_000L, OrderBookMarket.of(scenario).session().closeNanos());
    assertEquals(
        50_000,
        OrderBookMarket.of(scenario).instruments().getFirst().instrument().tickSizeMicros());
    assertEquals(1, OrderBookMarket.of(scenario).instruments().get(1).instrument().index());
    assertEquals(-0.2, OrderBookMarket.of(scenario).fees().makerBasisPoints());
    assertEquals(3000, OrderBookMarket.of(scenario).fees().takerPerLotMicros());
    PopulationEntry crowd = OrderBookMarket.of(scenario).population().getFirst();
    assertEquals("crowd", crowd.name());
    assertEquals(3, crowd.count());
    assertEquals(new LatencyModel(1_000_000, 2_000_000), crowd.latency());
    assertEquals(5_000_000, crowd.cashMicros());
    assertEquals(7, crowd.positionLots());
    assertEquals(1_000_000_000L, crowd.agent().parameters().getNanos("mean_interval"));
    assertEquals("value", OrderBookMarket.of(scenario).population().get(1).name());
    assertEquals(
        new ParentOrder(0, Side.SELL, 8),
        OrderBookMarket.of(scenario).trader().terms().parentOrder());
    assertEquals(120, OrderBookMarket.of(scenario).trader().terms().steps());
    assertEquals(-100_000_000, OrderBookMarket.of(scenario).trader().terms().bankruptcyMicros());
    assertEquals(2.0, OrderBookMarket.of(scenario).reward().getFirst().weight());
    assertEquals(2, scenario.market().baselines().size());
    assertEquals(scenario.effectiveJson(), LOADER.load(scenario.effectiveYaml()).effectiveJson());
  }

  @Test
  void overridesMergeMapsAndReplaceLists() {
    Scenario scenario =
        LOADER.load(
            MINIMAL,
            "{\"episode\":{\"duration\":\"30s\"},\"reward\":[\"log-return\",\"inventory\"]}");
    assertEquals(30, OrderBookMarket.of(scenario).trader().terms().steps());
    assertEquals(2, OrderBookMarket.of(scenario).reward().size());
  }

  @Test
  void anActionMergesOnlyWithItsOwnType() {
    assertEquals(
        5,
        OrderBookMarket.of(with("{\"action\":{\"quantity\":5}}"))
            .action()
            .parameters()
            .getLong("quantity"));
    Scenario other = with("{\"action\":{\"type\":\"target-position\"}}");
    assertEquals("target-position", OrderBookMarket.of(other).action().type());
    assertEquals(
        "target-position",
        OrderBookMarket.of(with("{\"action\":\"target-position\"}")).action().type());
    Scenario again =
        LOADER.load(
            MINIMAL.replace("action: direction", "action: {type: direction, quantity: 7}"),
            "{\"action\":{\"type\":\"direction\",\"instrument\":0}}");
    assertEquals(7, OrderBookMarket.of(again).action().parameters().getLong("quantity"));
  }

  @Test
  void nullTakesBackToTheDefault() {
    String yaml = MINIMAL + "trader: {cash: 5, parent_order: {quantity: 3}}\n";
    assertEquals(
        new ParentOrder(0, Side.BUY, 3),
        OrderBookMarket.of(LOADER.load(yaml)).trader().terms().parentOrder());
    assertNull(
        OrderBookMarket.of(LOADER.load(yaml, "{\"trader\":{\"parent_order\":null}}"))
            .trader()
            .terms()
            .parentOrder());
    assertEquals(
        1_000_000_000_000L,
        OrderBookMarket.of(LOADER.load(yaml, "{\"trader\":null}")).trader().terms().cashMicros());
    assertNull(
        OrderBookMarket.of(LOADER.load(MINIMAL + "trader: {parent_order: null}\n"))
            .trader()
            .terms()
            .parentOrder());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // misspelt keys
        "{`episod`:{}} | episod | episode",
        "{`episode`:{`durration`:`1m`}} | episode.durration | duration",
        "{`trader`:{`parent_order`:{`sides`:`buy`}}} | trader.parent_order.sides | side",
        "{`reward`:[{`type`:`pnl`,`wieght`:2}]} | reward[0].wieght | weight",
        "{`population`:[{`type`:`noise`,`mean_intervall`:`1s`}]}"
            + " | population[0].mean_intervall | mean_interval",
        "{`population`:[{`type`:`noise`,`latency`:{`min`:`1s`,`max`:`2s`,`mean`:`1s`}}]}"
            + " | population[0].latency.mean | min, max",
        "{`action`:{`quantiti`:2}} | action.quantiti | quantity",
        // what would leave its folder, or its column
        "{`instruments`:[{`symbol`:`../../evil`}]} | instruments[0].symbol | letters",
        "{`instruments`:[{`symbol`:`A/B`}]} | instruments[0].symbol | letters",
        "{`population`:[{`type`:`noise`,`name`:`a,b`}]} | population[0].name | letters",
        // rounded away
        "{`instruments`:[{`symbol`:`A`,`tick_size`:0.0000015}]}"
            + " | instruments[0].tick_size | millionths",
        // unknown types
        "{`action`:`directio`} | action.type | direction",
        "{`observation`:[`clock`,`tuch`]} | observation[1].type | did you mean touch?",
        "{`population`:[{}]} | population[0].type | noise",
        "{`instruments`:[{`fundamental`:`none`}]} | instruments[0].fundamental.type | constant",
        "{`evaluation`:{`baselines`:[`nothing`]}} | evaluation.baselines[0].type | do-nothing",
        // wrong types
        "{`session`:3} | session | a mapping",
        "{`reward`:`pnl`} | reward | a list",
        "{`reward`:[3]} | reward[0] | a mapping with a type",
        "{`episode`:{`duration`:60}} | episode.duration | a duration",
        "{`trader`:{`max_position`:1.5}} | trader.max_position | an integer",
        "{`trader`:{`latency`:3}} | trader.latency | a duration such as 1ms",
        "{`title`:3} | title | text",
        // out of range
        "{`trader`:{`cash`:-1}} | trader.cash | from 0",
        "{`action`:{`quantity`:0}} | action.quantity | from 1",
        "{`trader`:{`latency`:`2h`}} | latency | 0s to 1h",
        "{`trader`:{`latency`:{`min`:`2s`,`max`:`1s`}}} | trader.latency.min | at most max (1s)",
        "{`trader`:{`latency`:{`min`:`2s`}}} | trader.latency.max | a duration",
        "{`session`:{`open`:`25:00`}} | session.open | 23:59",
        "{`session`:{`close`:`09:00`}} | session.close | after session.open",
        "{`session`:{`date`:`5.1.2026`}} | session.date | 2026-01-05",
        "{`session`:{`zone`:`Mars`}} | session.zone | America/New_York",
        "{`episode`:{`duration`:`10m1ms`}} | episode.duration | a multiple of decision_interval",
        "{`episode`:{`duration`:`7h`}} | episode.duration | before session.close",
        // lists that must hold something
        "{`reward`:[]} | reward | at least one",
        "{`observation`:[]} | observation | at least one",
        "{`instruments`:[]} | instruments | at least one",
        "{`action`:null} | action.type | direction",
        "{`name`:null} | name | text",
        // what concerns several keys
        "{`instruments`:[{`symbol`:`A`},{`symbol`:`A`}]} | instruments[1].symbol | unique",
        "{`population`:[`noise`,`noise`]} | population[1].name | unique",
        "{`population`:[{`type`:`noise`,`name`:`trader`}]} | population[0].name | unique",
        "{`population`:[{`type`:`one-shot-noise`,`order_size`:`many`}]}"
            + " | population[0].order_size.type | constant",
        "{`population`:[{`type`:`one-shot-noise`,`order_size`:{`type`:`mixture`,`weights`:[1,2]}}]}"
            + " | population[0].weights | one for each component",
        "{`action`:{`instrument`:1}} | action.instrument | 0 to 0",
        "{`observation`:[{`type`:`touch`,`instrument`:3}]} | observation[0].instrument | 0 to 0",
        "{`trader`:{`parent_order`:{`instrument`:1}}} | trader.parent_order.instrument | 0 to 0",
        "{`observation`:[`execution`]} | trader.parent_order | observation[0] needs",
        "{`evaluation`:{`baselines`:[`twap`]}} | trader.parent_order | a parent order",
        "{`observation`:[`clock`,`clock`]} | observation | without a common field name",
        "{`action`:{`type`:`quote-offsets-continuous`,`min_offset`:30}}"
            + " | action.max_offset | more than min_offset",
      })
  void refuses(String overrides, String field, String allowed) {
    ScenarioException e = refused(overrides.replace('`', '"'));
    assertEquals(field, e.field());
    String told = e.getMessage() + e.allowed();
    assertTrue(told.contains(allowed), told);
  }

  @Test
  void allProblemsAreTold() {
    List<InvalidInputException> problems =
        LOADER.validate(
            MINIMAL,
            "{\"episode\":{\"duration\":1,\"start\":\"x\"},\"tradr\":{},\"action\":\"fly\","
                + "\"reward\":[{\"type\":\"pnl\",\"scale\":0}]}");
    assertEquals(
        List.of("episode.start", "episode.duration", "action.type", "reward[0].scale", "tradr"),
        problems.stream().map(InvalidInputException::field).toList());
    ScenarioException e = refused("{\"episode\":{\"duration\":1,\"start\":\"x\"}}");
    assertTrue(String.valueOf(e.getMessage()).endsWith("(and 1 more)"), e.getMessage());
  }

  @Test
  void validScenarioHasNoProblems() {
    assertEquals(List.of(), LOADER.validate(MINIMAL, ""));
  }

  @Test
  void brokenTextIsAProblemToo() {
    assertEquals("scenario", LOADER.validate("a: [", "").getFirst().field());
    assertEquals("overrides", LOADER.validate(MINIMAL, "{").getFirst().field());
  }

  @ParameterizedTest
  @CsvSource({
    "session, opening, session.warmup",
    "session, opening_call, session.opening_auction",
    "session, closing_call, session.closing_auction",
    "episode, ruin_fraction, episode.bankruptcy_fraction"
  })
  void keysOfEarlierVersionsAreRefusedWithTheirNewName(String section, String key, String name) {
    List<InvalidInputException> problems =
        LOADER.validate(MINIMAL + section + ": {" + key + ": 1}\n", "");
    assertEquals(1, problems.size());
    assertEquals(section + "." + key, problems.getFirst().field());
    assertEquals(
        "%s.%s: got a key that was renamed, expected %s".formatted(section, key, name),
        problems.getFirst().getMessage());
  }

  @Test
  void marketsAreFoundByTheirType() {
    assertEquals("order-book", LOADER.load(MINIMAL).market().type());
    assertEquals("order-book", LOADER.load(MINIMAL).effective().get("market"));
    List<InvalidInputException> problems = LOADER.validate(MINIMAL + "market: order-bok\n", "");
    assertEquals("market", problems.getFirst().field());
    assertTrue(problems.getFirst().allowed().contains("order-book"));
  }
}
