package io.quanttradinggym.gym.view;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The reasons for which the exchange or the action scheme refused or cut a request of a trader:
 * every reason of a rejection, every cancellation that the trader did not request and that no time
 * in force foresees, and the limits of the action scheme. A reason is an index of {@link #NAMES}.
 */
public final class RefusalReasons {
  private static final RejectReason[] REJECTIONS = RejectReason.values();
  private static final CancelReason[] CANCELLATIONS = {
    CancelReason.IMMEDIATE_REMAINDER,
    CancelReason.MARKET_REMAINDER,
    CancelReason.NOT_FILLABLE,
    CancelReason.SELF_TRADE,
    CancelReason.PRICE_BAND
  };

  /** A limit of the action scheme changed an action. */
  public static final int SCHEME_LIMIT = REJECTIONS.length + CANCELLATIONS.length;

  /** Name of each reason. */
  public static final List<String> NAMES =
      Stream.of(
              Arrays.stream(REJECTIONS).map(Enum::name),
              Arrays.stream(CANCELLATIONS).map(Enum::name),
              Stream.of("scheme_limit"))
          .flatMap(names -> names)
          .map(name -> name.toLowerCase(Locale.ROOT))
          .toList();

  private RefusalReasons() {}

  /** Index of a rejection. */
  public static int of(RejectReason reason) {
    return reason.ordinal();
  }

  /** Index of a cancellation; -1 if it is no refusal. */
  public static int of(CancelReason reason) {
    return switch (reason) {
      case REQUESTED, EXPIRED -> -1;
      case IMMEDIATE_REMAINDER -> REJECTIONS.length;
      case MARKET_REMAINDER -> REJECTIONS.length + 1;
      case NOT_FILLABLE -> REJECTIONS.length + 2;
      case SELF_TRADE -> REJECTIONS.length + 3;
      case PRICE_BAND -> REJECTIONS.length + 4;
    };
  }
}
