package io.quanttradinggym.sim.news;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.sim.market.Instrument;
import java.util.List;

/**
 * Information for the construction of a news source.
 *
 * @param name seeds the random stream of the source
 * @param instruments all instruments, in index order
 * @param openNanos session start, since midnight
 * @param closeNanos session end, since midnight
 */
public record NewsSetup(
    String name, List<Instrument> instruments, long openNanos, long closeNanos) {
  public NewsSetup {
    instruments = List.copyOf(instruments);
  }

  /** All sectors of the instruments, sorted. */
  public List<String> sectors() {
    return sectorsOf(instruments);
  }

  static List<String> sectorsOf(List<Instrument> instruments) {
    return instruments.stream()
        .map(Instrument::sector)
        .filter(sector -> !sector.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** The given instrument, or a random one if {@code index} is negative. */
  int instrument(long index, RandomStream random) {
    return index >= 0 ? (int) index : random.nextInt(instruments.size());
  }

  /** Index of a sector; -1 for an empty name, which selects a random sector. */
  int sectorIndex(String sector) {
    int index = sectors().indexOf(sector);
    if (index < 0 && (!sector.isEmpty() || sectors().isEmpty())) {
      String allowed = "a sector of an instrument: " + String.join(", ", sectors());
      throw new InvalidInputException("sector", sector, allowed);
    }
    return index;
  }
}
