package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.observation.ObservationBlockType;
import io.quanttradinggym.gym.observation.ObservedBlock;
import io.quanttradinggym.gym.scenario.MarketType;
import io.quanttradinggym.gym.scenario.ScenarioHeader;
import io.quanttradinggym.sim.feature.FeatureUnit;
import io.quanttradinggym.sim.feature.IndicatorType;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.PriceBand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the tables of the scenario reference from what is declared. */
final class Reference {
  private final StringBuilder out = new StringBuilder();

  private Reference() {}

  static String write(PluginRegistry registry) {
    Reference reference = new Reference();
    reference.sections();
    reference.blocks(registry.observations());
    reference.plugins("Action schemes (`action`)", registry.actions());
    reference.plugins("Reward terms (`reward`)", registry.rewards());
    reference.plugins("Agents (`population`)", registry.agents());
    reference.plugins("Fair value processes (`fundamental`)", registry.fundamentals());
    reference.plugins("News (`news`)", registry.news());
    reference.features();
    reference.plugins("Distributions", registry.distributions());
    reference.plugins("Baselines (`evaluation.baselines`)", registry.baselines());
    return reference.out.toString();
  }

  private void sections() {
    line("## Keys");
    List<ParameterSpec> header = new ArrayList<>(ScenarioHeader.KEYS);
    List<String> markets = List.copyOf(Plugins.load(MarketType.class).all().keySet());
    header.add(
        ParameterSpec.choice(
            ScenarioHeader.MARKET,
            ScenarioHeader.DEFAULT_MARKET,
            markets,
            "Type of the market, which the other keys depend on."));
    table("### Top level", header);
    table("### `session`", Sections.SESSION);
    table(
        "### `instruments`: a list; each also has a `fundamental` and, optionally, a `borrow` and a `price_band`",
        Sections.INSTRUMENT);
    table("### `macro`: variables shared by the fair values of all instruments", Macro.PARAMETERS);
    table(
        "### `instruments[].borrow`: terms of short sales; default: no limit and no fee",
        BorrowTerms.PARAMETERS);
    table(
        "### `instruments[].price_band`: limits of the trade price; default: no limits",
        PriceBand.PARAMETERS);
    table(
        "### `constraints`: limits of all accounts, including the trader's",
        AccountLimits.PARAMETERS);
    table("### `fees`: fees for each fill; negative = rebate", Sections.FEES);
    table(
        "### `population`: a list; each also has a `type`, its parameters and a `latency`",
        Sections.POPULATION);
    table("### `trader`: also has a `latency` and, optionally, a `parent_order`", Sections.TRADER);
    table("### `trader.parent_order`", Sections.PARENT_ORDER);
    table("### `episode`", Sections.EPISODE);
    table(
        "### `observation`: a list; each also has a `type` and its parameters",
        ObservedBlock.PARAMETERS);
    table(
        "### `reward`: a list; each also has a `type` and its parameters",
        List.of(Sections.WEIGHT));
  }

  private void plugins(String title, Plugins<? extends Plugin> plugins) {
    line("## " + title);
    plugins.all().values().forEach(this::plugin);
  }

  private void blocks(Plugins<ObservationBlockType> blocks) {
    line("## Observation blocks (`observation`)");
    line(
        "Fields are those of the default parameters, each with its unit, divisor and bounds after "
            + "the division.");
    for (ObservationBlockType block : blocks.all().values()) {
      plugin(block);
      if (block.variants().size() == 1) {
        Parameters defaults =
            Parameters.of(block.parameters(), Collections.emptyMap(), block.type());
        line(
            "Fields: "
                + block.create(defaults).fields().stream()
                    .map(f -> field(f.name(), f.unit(), f.scale(), f.low(), f.high()))
                    .collect(Collectors.joining(", "))
                + ".");
      }
    }
  }

  private void features() {
    line("## Features (block `feature`, and indicators of agents)");
    for (IndicatorType type : Plugins.load(IndicatorType.class).all().values()) {
      plugin(type);
      List<String> outputs = new ArrayList<>();
      for (int i = 0; i < type.outputs().size(); i++) {
        FeatureUnit unit = type.unit(i);
        double scale = unit.scale();
        outputs.add(
            field(
                type.outputs().get(i),
                unit.text(),
                scale,
                unit.low() / scale,
                unit.high() / scale));
      }
      String of = type.followsBars() ? "bars" : "quotes and trades";
      line("Outputs, of " + of + ": " + String.join(", ", outputs) + ".");
    }
  }

  private static String field(String name, String unit, double scale, double low, double high) {
    String divisor = number(scale) + (unit.isEmpty() ? "" : " " + unit);
    return "`%s` (/ %s, %s to %s)".formatted(name, divisor, bound(low), bound(high));
  }

  private static String bound(double value) {
    return Double.isInfinite(value) ? value > 0 ? "∞" : "−∞" : number(value);
  }

  private void plugin(Plugin plugin) {
    line("### `" + plugin.type() + "`");
    line(plugin.description());
    if (!plugin.parameters().isEmpty()) {
      rows(plugin.parameters());
    }
  }

  private void table(String title, List<ParameterSpec> specs) {
    line(title);
    rows(specs);
  }

  private void rows(List<ParameterSpec> specs) {
    out.append("| key | default | allowed | meaning |\n|---|---|---|---|\n");
    for (ParameterSpec spec : specs) {
      String unit = spec.unit().isEmpty() ? "" : " (" + spec.unit() + ")";
      out.append(
          "| `%s`%s | %s | %s | %s |\n"
              .formatted(spec.name(), unit, defaultOf(spec), allowed(spec), spec.description()));
    }
    out.append('\n');
  }

  private static String defaultOf(ParameterSpec spec) {
    Object value = spec.defaultValue();
    if (value == null) {
      return "required";
    }
    if (value.equals("")) {
      return "empty";
    }
    return "`" + value + "`";
  }

  private static String allowed(ParameterSpec spec) {
    return switch (spec.kind()) {
      case INTEGER -> range(spec, "integer");
      case NUMBER -> range(spec, "number");
      case BOOLEAN -> "`true`, `false`";
      case TEXT -> "text";
      case CHOICE ->
          spec.choices().stream().map(c -> "`" + c + "`").collect(Collectors.joining(", "));
      case DURATION ->
          Durations.format((long) spec.min()) + " to " + Durations.format((long) spec.max());
      case INTEGER_LIST -> "list of " + range(spec, "integers");
      case NUMBER_LIST -> "list of " + range(spec, "numbers");
      case PLUGIN -> spec.onePlugin();
      case PLUGIN_LIST -> "list, each " + spec.onePlugin();
    };
  }

  private static String range(ParameterSpec spec, String what) {
    return what + ", " + number(spec.min()) + " to " + number(spec.max());
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e6;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private void line(String text) {
    out.append(text).append("\n\n");
  }
}
