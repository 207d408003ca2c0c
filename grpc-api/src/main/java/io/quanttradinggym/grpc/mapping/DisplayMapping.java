package io.quanttradinggym.grpc.mapping;

import io.quanttradinggym.grpc.v1.DisplayEnvironmentResponse;
import io.quanttradinggym.grpc.v1.OwnFill;
import io.quanttradinggym.grpc.v1.OwnOrder;
import io.quanttradinggym.gym.api.SeatDisplay;

/** Converts displays of traders to messages. */
public final class DisplayMapping {
  private DisplayMapping() {}

  public static DisplayEnvironmentResponse toResponse(SeatDisplay display) {
    DisplayEnvironmentResponse.Builder message =
        DisplayEnvironmentResponse.newBuilder().setTickSize(display.tickSize());
    display.bids().forEach(level -> message.addBids(toLevel(level)));
    display.asks().forEach(level -> message.addAsks(toLevel(level)));
    display.orders().forEach(order -> message.addOrders(toOrder(order)));
    display.fills().forEach(fill -> message.addFills(toFill(fill)));
    return message.build();
  }

  private static DisplayEnvironmentResponse.Level toLevel(SeatDisplay.Level level) {
    return DisplayEnvironmentResponse.Level.newBuilder()
        .setPriceTicks(level.priceTicks())
        .setQuantityLots(level.quantityLots())
        .build();
  }

  public static OwnOrder toOrder(SeatDisplay.Order order) {
    return OwnOrder.newBuilder()
        .setBuy(order.buy())
        .setPriceTicks(order.priceTicks())
        .setRemainingLots(order.remainingLots())
        .build();
  }

  public static OwnFill toFill(SeatDisplay.Fill fill) {
    return OwnFill.newBuilder()
        .setTimeNanos(fill.timeNanos())
        .setBuy(fill.buy())
        .setPriceTicks(fill.priceTicks())
        .setQuantityLots(fill.quantityLots())
        .build();
  }
}
