package io.quanttradinggym.gym.scenario;

import java.util.Collection;

/** Finds the nearest known word for a misspelt one. */
final class Suggestions {
  /** Length limit; longer words are not treated as misspelt. */
  private static final int MAX_LENGTH = 50;

  private Suggestions() {}

  /** " (did you mean x?)" with the nearest of the words; empty if none is near. */
  static String forWord(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH) {
      return "";
    }
    String nearest = "";
    int best = Math.max(2, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)";
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
