package io.quanttradinggym.sim.recording;

import java.nio.file.Path;
import java.util.List;

/** Assigns participants to populations. */
public final class Populations {
  private final List<Population> all;
  private final int[] placeOf; // (participants)

  public Populations(List<Population> all) {
    this.all = List.copyOf(all);
    placeOf = new int[all.stream().mapToInt(Population::count).sum()];
    int participant = 0;
    for (int place = 0; place < all.size(); place++) {
      for (int member = 0; member < all.get(place).count(); member++) {
        placeOf[participant++] = place;
      }
    }
  }

  int count() {
    return all.size();
  }

  int participants() {
    return placeOf.length;
  }

  String name(int place) {
    return all.get(place).name();
  }

  /** Index of the population of a participant. */
  int of(int participant) {
    return placeOf[participant];
  }

  /** Writes one line for each participant. */
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
