package io.quanttradinggym.gym.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.Baseline;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.policy.Models;
import io.quanttradinggym.gym.policy.PolicyMismatchException;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.statistics.Interval;
import io.quanttradinggym.gym.statistics.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluatorTest {
  private static final int EPISODES = 6;

  private final Scenario scenario = Models.scenario("");

  private Evaluator evaluator() {
    return new Evaluator(new OrderBookFactory(scenario, EnvironmentOptions.defaults()));
  }

  private static EvaluationSettings settings(int threads) {
    return new EvaluationSettings(100, EPISODES, threads, 1000, 3);
  }

  private EvaluationReport evaluate(int threads, Entrant... entrants) {
    return evaluator().evaluate(List.of(entrants), settings(threads), EvaluationListener.NONE);
  }

  private Entrant trained() {
    return new Entrant.Trained("mine", Models.model("q-network", scenario));
  }

  private Entrant baseline(String name) {
    return new Entrant.HandWritten(scenario.market().baseline(name));
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Entrant[] all = {trained(), baseline("random"), baseline("best-fixed-half-spread")};
    EvaluationReport one = evaluate(1, all);
    EvaluationReport three = evaluate(3, all);
    for (int i = 0; i < all.length; i++) {
      PolicyEvaluation a = one.policies().get(i);
      PolicyEvaluation b = three.policies().get(i);
      assertArrayEquals(a.returns(), b.returns());
      assertArrayEquals(a.pnls(), b.pnls());
      assertEquals(a.maxDrawdown(), b.maxDrawdown());
      assertEquals(a.detail(), b.detail());
      assertEquals(a.differenceCi95(), b.differenceCi95());
    }
  }

  @Test
  void figuresAreThoseOfTheEpisodes() {
    EvaluationReport report = evaluate(2, baseline("random"), baseline("do-nothing"));
    PolicyEvaluation random = report.policies().getFirst();
    PolicyEvaluation idle = report.policies().getLast();
    assertEquals("random", random.policy());
    assertEquals(EPISODES, random.episodes());
    assertEquals(Samples.mean(random.returns()), random.meanReturn());
    assertEquals(Interval.ofMean(random.returns()), random.ci95());
    assertEquals(Samples.mean(random.pnls()), random.pnlMean());
    assertEquals(Samples.mean(random.pnls()) / Samples.deviation(random.pnls()), random.sharpe());
    assertTrue(random.maxDrawdown() > 0);
    assertTrue(random.stepsPerSecond() > 0);
    assertTrue(random.differenceCi95().isEmpty());
    assertEquals("", random.detail());
    // pnl is the reward here
    assertArrayEquals(random.pnls(), random.returns(), 1e-9);
    assertArrayEquals(new double[EPISODES], idle.returns());
    assertEquals(0, idle.sharpe());
    assertEquals(0, idle.maxDrawdown());
    assertEquals(
        Interval.ofDifference(random.returns(), idle.returns()),
        idle.differenceCi95().orElseThrow());
    assertTrue(report.wallSeconds() > 0);
  }

  @Test
  void tunedBaselinePlaysItsBestCandidate() {
    PolicyEvaluation best = evaluate(2, baseline("best-fixed-half-spread")).policies().getFirst();
    String ticks = best.detail().replaceAll("\\D", "");
    assertEquals("half-spread " + ticks + " ticks", best.detail());
    PolicyEvaluation same =
        evaluate(2, baseline("fixed-half-spread-" + ticks)).policies().getFirst();
    assertArrayEquals(same.returns(), best.returns());
    List<Double> tuning = new ArrayList<>();
    for (int k = 1; k <= 3; k++) {
      EvaluationReport report =
          evaluator()
              .evaluate(
                  List.of(baseline("fixed-half-spread-" + k)),
                  new EvaluationSettings(1000, 3, 1, 0, 1),
                  EvaluationListener.NONE);
      tuning.add(report.policies().getFirst().meanReturn());
    }
    double highest = tuning.stream().mapToDouble(mean -> mean).max().orElseThrow();
    assertEquals(highest, tuning.get(Integer.parseInt(ticks) - 1));
  }

  @Test
  void tuningSeedsAreApart() {
    Entrant tuned = baseline("best-fixed-half-spread");
    for (long seed : new long[] {98, 100, 105}) {
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class,
              () ->
                  evaluator()
                      .evaluate(
                          List.of(tuned),
                          new EvaluationSettings(100, EPISODES, 1, seed, 3),
                          EvaluationListener.NONE));
      assertEquals("tuning_seed", e.field());
    }
    new EvaluationSettings(100, EPISODES, 1, 97, 3).checkDisjoint();
    new EvaluationSettings(100, EPISODES, 1, 106, 3).checkDisjoint();
    new EvaluationSettings(-1, EPISODES, 1, 5, 3).checkDisjoint(); // 2^64 - 1, 0, ... 4
  }

  @Test
  void progressCountsEveryEpisode() {
    List<String> heard = new ArrayList<>();
    evaluator()
        .evaluate(
            List.of(baseline("do-nothing"), baseline("best-fixed-half-spread")),
            settings(3),
            (policy, completed, total) -> heard.add(policy + " " + completed + "/" + total));
    int total = EPISODES + EPISODES + 3 * 3;
    assertEquals(total, heard.size());
    assertEquals("do-nothing 1/" + total, heard.getFirst());
    assertEquals("best-fixed-half-spread " + total + "/" + total, heard.getLast());
  }

  @Test
  void whatTheListenerThrowsEndsTheEvaluation() {
    IllegalStateException gone = new IllegalStateException("the client is gone");
    assertEquals(
        gone,
        assertThrows(
            IllegalStateException.class,
            () ->
                evaluator()
                    .evaluate(
                        List.of(baseline("do-nothing")),
                        settings(2),
                        (policy, completed, total) -> {
                          throw gone;
                        })));
    AssertionError error = new AssertionError();
    assertEquals(
        error,
        assertThrows(
            AssertionError.class,
            () ->
                evaluator()
                    .evaluate(
                        List.of(baseline("do-nothing")),
                        settings(2),
                        (policy, completed, total) -> {
                          throw error;
                        })));
  }

  @Test
  void misfitsAreRefusedBeforeTheFirstEpisode() {
    Scenario other = Models.scenario("{\"observation\":[\"clock\"]}");
    Entrant misfit = new Entrant.Trained("old", Models.model("q-network", other));
    List<String> heard = new ArrayList<>();
    assertThrows(
        PolicyMismatchException.class,
        () ->
            evaluator()
                .evaluate(
                    List.of(baseline("random"), misfit),
                    settings(1),
                    (policy, completed, total) -> heard.add(policy)));
    assertTrue(heard.isEmpty());
    assertThrows(InvalidInputException.class, () -> evaluate(1));
  }

  @Test
  void settingsAreChecked() {
    assertThrows(InvalidInputException.class, () -> new EvaluationSettings(0, 1, 1, 9, 1));
    assertThrows(InvalidInputException.class, () -> new EvaluationSettings(0, 2, 0, 9, 1));
    assertThrows(InvalidInputException.class, () -> new EvaluationSettings(0, 2, 1, 9, 0));
  }

  @Test
  void baselinesAreFoundByName() {
    assertEquals(3, scenario.market().baselines().size());
    // as the scenario configures it
    assertEquals(3, scenario.market().baseline("best-fixed-half-spread").candidates().size());
    Baseline plain = scenario.market().baseline("avellaneda-stoikov");
    assertEquals("avellaneda-stoikov", plain.name());
    assertEquals(1, plain.candidates().size());
    assertEquals("fixed-half-spread-17", baseline("fixed-half-spread-17").name());
    for (String name : List.of("nonsense", "random-3", "nonsense-3", "fixed-half-spread-0")) {
      assertThrows(InvalidInputException.class, () -> baseline(name), name);
    }
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> baseline("twap"));
    assertTrue(e.allowed().contains("does not need the view parent order"));
    assertFalse(
        Models.scenario("{\"trader\":{\"parent_order\":{}}}")
            .market()
            .baseline("twap")
            .name()
            .isEmpty());
  }
}
