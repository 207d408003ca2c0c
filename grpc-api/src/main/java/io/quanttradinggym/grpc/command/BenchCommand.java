package io.quanttradinggym.grpc.command;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures inside the JVM how fast markets run, environments step and policies decide. */
public final class BenchCommand implements Command {
  private static final String DEFAULT_SCENARIO = "market-making";
  private static final String DENSE = "liquid-large-cap";
  private static final List<String> DAY_SCENARIOS = List.of("rmsc04", DENSE);
  private static final double DAY_HOURS = 6.5;
  private static final int[] VECTOR_SIZES = {1, 16, 64, 256};
  private static final int[] BATCHES = {1, 64};

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public Arguments.Usage usage() {
    return new Arguments.Usage(
        List.of(), List.of(), List.of("policy", "only", "scenario"), List.of("quick"));
  }

  @Override
  public Map<String, Object> run(Arguments arguments, Console console) {
    Benchmark.Length length =
        arguments.flag("quick") ? Benchmark.Length.QUICK : Benchmark.Length.FULL;
    List<Benchmark> benchmarks = chosen(arguments);
    List<Map<String, Object>> cases = new ArrayList<>();
    for (int i = 0; i < benchmarks.size(); i++) {
      Benchmark benchmark = benchmarks.get(i);
      console.progress((double) i / benchmarks.size(), benchmark.name());
      cases.add(benchmark.measure(length));
    }
    console.progress(1, "done");
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("processors", Runtime.getRuntime().availableProcessors());
    document.put("java", System.getProperty("java.runtime.version", ""));
    document.put("cases", cases);
    return document;
  }

  private static List<Benchmark> chosen(Arguments arguments) {
    List<Benchmark> all = marketBenchmarks(arguments.option("scenario").orElse(DEFAULT_SCENARIO));
    arguments.option("policy").ifPresent(file -> all.addAll(policyBenchmarks(file)));
    String part = arguments.option("only").orElse("");
    List<Benchmark> chosen = all.stream().filter(b -> b.name().contains(part)).toList();
    if (chosen.isEmpty()) {
      List<String> names = all.stream().map(Benchmark::name).toList();
      throw new ProblemException(
          Reason.ARGUMENT, "only", part, "part of one of " + String.join(", ", names));
    }
    return chosen;
  }

  /** Every scenario, and of {@code chosen}, a name or a file, more and vectors. */
  private static List<Benchmark> marketBenchmarks(String chosen) {
    Scenarios scenarios = new Scenarios();
    Scenario vectors = Problems.reporting(Reason.SCENARIO, () -> scenarios.find(chosen, ""));
    List<Benchmark> benchmarks = new ArrayList<>();
    benchmarks.add(BookBenchmark.match());
    benchmarks.add(BooksBenchmark.live());
    for (String name : scenarios.names()) {
      benchmarks.add(MarketBenchmarks.simulate(scenarios.named(name, "")));
      benchmarks.add(MarketBenchmarks.reset(scenarios.named(name, "")));
      benchmarks.add(MarketBenchmarks.create(scenarios.named(name, "")));
      benchmarks.add(MarketBenchmarks.fork(scenarios.named(name, "")));
      benchmarks.add(MarketBenchmarks.step(scenarios.named(name, "")));
    }
    benchmarks.add(MarketBenchmarks.simulateIndividuals(scenarios.named(DENSE, "")));
    for (String name : DAY_SCENARIOS) {
      benchmarks.add(MarketBenchmarks.session(scenarios.named(name, ""), "an hour", 1));
      benchmarks.add(MarketBenchmarks.session(scenarios.named(name, ""), "a day", DAY_HOURS));
    }
    benchmarks.addAll(CrowdBenchmark.all());
    benchmarks.add(MarketBenchmarks.coldReset(vectors));
    benchmarks.add(MarketBenchmarks.snapshot(vectors));
    for (int n : VECTOR_SIZES) {
      benchmarks.add(MarketBenchmarks.vector(vectors, n));
    }
    return benchmarks;
  }

  private static List<Benchmark> policyBenchmarks(String file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new ProblemException(Reason.FILE, "policy", file, "an ONNX file that can be read");
    }
    List<Benchmark> benchmarks = new ArrayList<>();
    for (int rows : BATCHES) {
      benchmarks.add(PolicyBenchmark.decide(OnnxModel.load(file, bytes), rows));
    }
    return benchmarks;
  }
}
