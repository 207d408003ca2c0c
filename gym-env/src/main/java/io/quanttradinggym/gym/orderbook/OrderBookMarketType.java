package io.quanttradinggym.gym.orderbook;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.gym.scenario.MarketDocument;
import io.quanttradinggym.gym.scenario.MarketSchema;
import io.quanttradinggym.gym.scenario.MarketType;
import java.util.List;

/** Markets with an order book for each instrument. */
@AutoService(MarketType.class)
public final class OrderBookMarketType implements MarketType {
  private final PluginRegistry registry = PluginRegistry.load();

  @Override
  public String type() {
    return OrderBookMarket.TYPE;
  }

  @Override
  public String description() {
    return "An exchange with a full order book for each instrument, on which a population of agents"
        + " trades with the learning trader.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public void describe(MarketSchema schema) {
    new OrderBookSchema(registry).describe(schema);
  }

  @Override
  public OrderBookMarket read(MarketDocument document) {
    return new OrderBookReader(registry, document).read();
  }
}
