package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.scenario.ScenarioProblems;
import io.quanttradinggym.gym.view.NeedsViews;
import io.quanttradinggym.gym.view.View;
import java.util.Set;

/** Rejects plug-ins that need a view which the scenario does not supply. */
final class ViewCheck {
  private ViewCheck() {}

  /**
   * @param path path of the plug-in in the scenario, such as "observation[0]"
   * @param type type of the plug-in
   * @param supplied views of the scenario's market and task
   */
  static void check(
      String path, String type, NeedsViews plugin, Set<View> supplied, ScenarioProblems problems) {
    View missing = plugin.firstMissing(supplied);
    if (missing == View.PARENT_ORDER) {
      problems.add("trader.parent_order", "(missing)", "a parent order; " + path + " needs one");
    } else if (missing != null) {
      problems.add(
          path + ".type",
          type,
          "a type that does not need the view %s, which this market does not supply"
              .formatted(missing.text()));
    }
  }
}
