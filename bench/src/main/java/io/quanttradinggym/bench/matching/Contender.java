package io.quanttradinggym.bench.matching;

/** The engines that are compared. */
public enum Contender {
  OURS("Quant Trading Gym"),
  EXCHANGE_CORE("exchange-core Direct"),
  PARITY("Parity match");

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  Engine create() {
    return switch (this) {
      case OURS -> new OurEngine();
      case EXCHANGE_CORE -> new ExchangeCoreEngine();
      case PARITY -> new ParityEngine();
    };
  }
}
