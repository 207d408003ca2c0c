package io.quanttradinggym.gym.scenario;

import org.jspecify.annotations.Nullable;

/** Keys of earlier versions, which are refused with their new name. */
final class RenamedKeys {
  private RenamedKeys() {}

  /** The dotted path that replaces an old one; null where there is none. */
  static @Nullable String newKey(String key) {
    return switch (key) {
      case "session.opening" -> "session.warmup";
      case "session.opening_call" -> "session.opening_auction";
      case "session.closing_call" -> "session.closing_auction";
      case "episode.ruin_fraction" -> "episode.bankruptcy_fraction";
      default -> null;
    };
  }
}
