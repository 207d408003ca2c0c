package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.engine.Simulator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scenarios say of fair values, of what they share, and of news. */
final class EconomyTest {
  private static final ScenarioLoader LOADER = new ScenarioLoader(Registry.load());
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
    assertEquals(0.03, scenario.economy().macro().riskFreeRate());
    assertEquals(3, scenario.economy().news().size());
    assertEquals("tech", scenario.instruments().get(1).instrument().sector());
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
