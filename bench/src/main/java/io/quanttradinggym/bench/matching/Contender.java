package io.quanttradinggym.bench.matching;

import io.quanttradinggym.sim.data.OrderStream;

/** The engines that are compared. */
public enum Contender {
  OURS("Quant Trading Gym"),
  EXCHANGE_CORE("exchange-core Direct"),
  PARITY("Parity match"),
  CEILING("(bare arrays, ids as indexes)");

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /**
   * @param stream that the engine will receive; only the ceiling needs to know it before
   */
  Engine create(OrderStream stream) {
    return switch (this) {
      case OURS -> new OurEngine();
      case EXCHANGE_CORE -> new ExchangeCoreEngine();
      case PARITY -> new ParityEngine();
      case CEILING -> new CeilingEngine(stream);
    };
  }
}
