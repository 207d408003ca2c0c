package io.quanttradinggym.sim.market;

/**
 * The news that everybody may know by now. Agents that want to hear of them at once, or early, say
 * so to the engine; this is for those who look.
 */
public interface NewsFeed {
  /** How many of the newest pieces can be read. */
  int KEPT = 64;

  /** The feed of a market without news. */
  NewsFeed NONE =
      new NewsFeed() {
        @Override
        public long count() {
          return 0;
        }

        @Override
        public NewsItem latest(int back) {
          throw new IllegalArgumentException(
              "back: got " + back + ", expected no call: there are no news");
        }
      };

  /** How many pieces there were in this episode. */
  long count();

  /**
   * A piece that can be read until the next event.
   *
   * @param back 0 for the newest, 1 for the one before; below {@link #count} and {@link #KEPT}
   */
  NewsItem latest(int back);
}
