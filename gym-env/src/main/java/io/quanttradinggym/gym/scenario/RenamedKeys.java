package io.quanttradinggym.gym.scenario;

import org.jspecify.annotations.Nullable;

/** Keys of earlier versions; they are rejected, and the error names the new key. */
final class RenamedKeys {
  private RenamedKeys() {}

  /** The dotted path that replaces an old path; null if there is none. */
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
