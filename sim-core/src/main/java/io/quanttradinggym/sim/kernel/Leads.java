package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Leads of participants over the public.
 *
 * @param nanos ascending, from 0
 * @param ofParticipant by participant: its index in {@code nanos}
 */
@SuppressWarnings("ArrayRecordComponent") // shared within the engine, never modified
record Leads(long[] nanos, int[] ofParticipant) {
  static Leads of(List<SimulatorBuilder.ParticipantSpec> participants) {
    for (SimulatorBuilder.ParticipantSpec spec : participants) {
      if (spec.agent().foresightNanos() < 0) {
        String field = spec.name() + ".foresight";
        throw new InvalidInputException(field, spec.agent().foresightNanos(), "0 or more");
      }
    }
    long[] foresights =
        participants.stream().mapToLong(spec -> spec.agent().foresightNanos()).toArray();
    long[] nanos =
        LongStream.concat(LongStream.of(0), LongStream.of(foresights))
            .sorted()
            .distinct()
            .toArray();
    int[] ofParticipant = new int[foresights.length];
    for (int i = 0; i < foresights.length; i++) {
      ofParticipant[i] = Arrays.binarySearch(nanos, foresights[i]);
    }
    return new Leads(nanos, ofParticipant);
  }
}
