package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.kit.StateForger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A forged market is rejected, or it continues. */
final class ForgedMarketTest {
  private static final int FORGED = 600;
  private static final long SAVED_AT = Markets.OPEN + 20 * Markets.SECOND;
  private static final long GOES_ON_TO = SAVED_AT + 5 * Markets.SECOND;

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aForgedMarketIsRefusedOrGoesOn() {
    Simulator saved = Markets.mixed(2).build();
    saved.reset(7, 0);
    saved.run(SAVED_AT);
    StateWriter out = new StateWriter();
    saved.save(out);
    byte[] state = out.toByteArray();
    RandomStream random = new RandomStream("forged-markets");
    Simulator market = Markets.mixed(2).build();
    int refused = 0;
    for (int i = 0; i < FORGED; i++) {
      random.seed(1, i);
      byte[] forged = StateForger.forge(state, 0, random);
      try {
        market.load(StateReader.ofForgeable(forged, 0, forged.length));
      } catch (RuntimeException e) {
        refused++;
        continue;
      }
      market.run(GOES_ON_TO, 1_000_000);
    }
    assertTrue(refused > FORGED / 20 && refused < FORGED, "refused " + refused);
  }
}
