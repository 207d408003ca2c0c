package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scenarios say of fair values, of what they share, and of news. */
final class EconomyTest {
  private static final ScenarioLoader LOADER = ScenarioLoader.ofClassPath();
  private static final long HOUR = 3_600_000_000_000L;
  private static final String TWO =
      """
      name: two
      instruments:
        - {symbol: A, sector: tech, fundamental: {type: gordon-growth, beta: 1.3}}
        - {symbol: B, sector: tech, fundamental: factor}
      macro: {risk_free_rate: 0.03, market_volatility: 0.3}
      news:
        - {type: earnings-surprise, instrument: 0, minutes: [30], magnitude: 0.05}
        - {type: rate-decision, rate: 2}
        - {type: sector-news, rate: 3, half_life: 20m}
      observation: [clock]
      action: direction
      reward: [pnl]
      """;

  private static Simulator market(Scenario scenario) {
    Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    market.reset(1, 0);
    return market;
  }

  @Test
  void newsAndMacroReachTheMarket() {
    Scenario scenario = LOADER.load(TWO);
    assertEquals(0.03, OrderBookMarket.of(scenario).economy().macro().riskFreeRate());
    assertEquals(3, OrderBookMarket.of(scenario).economy().news().size());
    assertEquals("tech", OrderBookMarket.of(scenario).instruments().get(1).instrument().sector());
    assertEquals(scenario.effectiveJson(), LOADER.load(scenario.effectiveYaml()).effectiveJson());
    Simulator market = market(scenario);
    Simulator silent = market(LOADER.load(TWO, "{\"news\":[]}"));
    long earnings = market.market().openNanos() + HOUR / 2;
    for (Simulator any : List.of(market, silent)) {
      any.run(earnings + HOUR);
    }
    assertTrue(market.market().news().count() > 0);
    assertEquals(0, silent.market().news().count());
    assertNotEquals(silent.fundamentalTicks(0), market.fundamentalTicks(0));
  }

  @Test
  void sessionsHaveAuctionsBusyHoursAndMeasuredLatencies() {
    Scenario scenario =
        LOADER.load(
            TWO,
            """
            {"session": {"opening_auction": "5m", "closing_auction": "10m", "processing_delay": "20us",
                         "intensity": [2, 1, 2]},
             "trader": {"latency": {"quantiles": ["1ms", "2ms", "30ms"]}},
             "constraints": {"credit": 5, "max_position": 7}}
            """);
    assertEquals(
        300_000_000_000L, OrderBookMarket.of(scenario).session().rules().openingAuctionNanos());
    assertEquals(20_000, OrderBookMarket.of(scenario).session().rules().processingNanos());
    assertEquals(
        2 / 1.5,
        OrderBookMarket.of(scenario).session().rules().intensity().at(34_200_000_000_000L),
        1e-9);
    assertEquals(
        List.of(1_000_000L, 2_000_000L, 30_000_000L),
        OrderBookMarket.of(scenario).trader().latency().quantilesNanos());
    assertEquals(5_000_000, OrderBookMarket.of(scenario).limits().creditMicros());
    assertEquals(scenario.effectiveJson(), LOADER.load(scenario.effectiveYaml()).effectiveJson());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`news`:[{`type`:`sector-news`,`rate`:1,`sector`:`food`}]} | news[0].sector | tech",
        "{`news`:[`rate-decision`]} | news[0].rate | minutes",
        "{`news`:[{`type`:`earnings`}]} | news[0].type | earnings-surprise",
        "{`news`:[{`type`:`guidance-change`,`rate`:1,`instrument`:2}]} | news[0].instrument | 0 to 1",
        "{`news`:[{`type`:`rate-decision`,`rate`:1,`surprise`:{`type`:`normal`,`sd`:1}}]}"
            + " | news[0].surprise.sd | deviation",
        "{`session`:{`opening_auction`:`4h`,`closing_auction`:`3h`}} | session.closing_auction | shorter",
        "{`session`:{`intensity`:[0,0]}} | session.intensity | above 0",
        "{`trader`:{`latency`:{`quantiles`:[`2ms`,`1ms`]}}} | trader.latency.quantiles | at least 2ms",
        "{`trader`:{`latency`:{`quantiles`:`1ms`}}} | trader.latency.quantiles | a list",
        "{`trader`:{`latency`:{`quantiles`:[`fast`]}}} | trader.latency.quantiles | a duration",
        "{`constraints`:{`initial_margin`:0.1,`maintenance_margin`:0.2}}"
            + " | constraints.maintenance_margin | at most",
        "{`instruments`:[{`shares_outstanding`:5}]} | instruments[0].borrow | pool",
        "{`instruments`:[{`borrow`:{`fee`:0.1}}]} | instruments[0].borrow.pool | an integer",
        "{`instruments`:[{`price_band`:{`width`:0}}]} | instruments[0].price_band.width | a number",
        "{`instruments`:[{`price_band`:{`halts`:`5m`}}]} | instruments[0].price_band.halts | halt",
        "{`instruments`:[{`price_band`:{`call`:`soon`}}]} | instruments[0].price_band.call | 10m",
        "{`macro`:{`risk_free_rat`:0.1}} | macro.risk_free_rat | risk_free_rate",
        "{`macro`:{`equity_risk_premium`:0.01}} | instruments[0].fundamental.growth | at most"
      })
  void whatCannotBeIsRefused(String overrides, String field, String allowed) {
    var problems = LOADER.validate(TWO, overrides.replace('`', '"'));
    assertTrue(
        problems.stream().anyMatch(p -> p.field().equals(field) && p.toString().contains(allowed)),
        problems.toString());
  }
}
