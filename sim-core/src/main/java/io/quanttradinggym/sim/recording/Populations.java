package io.quanttradinggym.sim.recording;

import java.nio.file.Path;
import java.util.List;

/** Who takes part: which population each owner belongs to. */
public final class Populations {
  private final List<Population> all;
  private final int[] placeOf; // (owners)

  public Populations(List<Population> all) {
    this.all = List.copyOf(all);
    placeOf = new int[all.stream().mapToInt(Population::count).sum()];
    int owner = 0;
    for (int place = 0; place < all.size(); place++) {
      for (int member = 0; member < all.get(place).count(); member++) {
        placeOf[owner++] = place;
      }
    }
  }

  int count() {
    return all.size();
  }

  int owners() {
    return placeOf.length;
  }

  String name(int place) {
    return all.get(place).name();
  }

  /** Index of the population of an owner. */
  int of(int owner) {
    return placeOf[owner];
  }

  /** Writes a line for each participant. */
  public void write(Path path) {
    try (AsciiWriter file = new AsciiWriter(path)) {
      file.field("agent,population,type").endLine();
      for (Population population : all) {
        for (int member = 0; member < population.count(); member++) {
          file.name(population.name() + "-" + member);
          file.name(population.name()).name(population.type()).endLine();
        }
      }
    }
  }
}
