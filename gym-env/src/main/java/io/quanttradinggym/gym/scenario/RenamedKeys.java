package io.quanttradinggym.gym.scenario;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of earlier versions, which are refused with their new name. */
final class RenamedKeys {
  private static final Map<String, String> NEW_KEYS =
      Map.of(
          "session.opening", "session.warmup",
          "session.opening_call", "session.opening_auction",
          "session.closing_call", "session.closing_auction",
          "episode.ruin_fraction", "episode.bankruptcy_fraction");

  private RenamedKeys() {}

  /** The dotted path that replaces an old one; null where it is none. */
  static @Nullable String newKey(String key) {
    return NEW_KEYS.get(key);
  }
}
