package io.quanttradinggym.sim.market;

/**
 * Published news. Agents that need news immediately or early subscribe with the engine; other
 * agents read this feed.
 */
public interface NewsFeed {
  /** Number of most recent items that can be read. */
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

  /** Number of items in this episode. */
  long count();

  /**
   * Time of the next scheduled item; {@link Long#MAX_VALUE} if there is none. Its content and news
   * at random times are not known in advance.
   */
  default long nextScheduledNanos() {
    return Long.MAX_VALUE;
  }

  /**
   * An item, valid until the next event.
   *
   * @param back 0 for the most recent item, 1 for the item before it; below {@link #count} and
   *     {@link #KEPT}
   */
  NewsItem latest(int back);
}
