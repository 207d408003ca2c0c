package io.quanttradinggym.grpc.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final Budget server = new Budget("things", false, 10);
  private final Budget first = server.ofConnection(70);
  private final Budget second = server.ofConnection(70);

  private static Problem refused(Budget budget, long amount) {
    Problem problem = assertThrows(ProblemException.class, () -> budget.take(amount)).problem();
    assertEquals(Reason.BUDGET, problem.reason());
    assertEquals("things", problem.field());
    assertEquals(String.valueOf(amount), problem.value());
    return problem;
  }

  @Test
  void aConnectionHasPartOfWhatTheServerHas() {
    first.take(6);
    assertEquals("at most 7 for a connection, with 6 in use", refused(first, 2).allowed());
    first.take(1);
    assertEquals(
        "at most 10 for all connections together, with 7 in use", refused(second, 4).allowed());
    assertEquals(0, second.used());
    second.take(3);
    first.giveBack(7);
    second.take(4);
    assertEquals(7, server.used());
    Problem full = refused(second, 1);
    assertEquals("things: got 1, expected " + full.allowed(), full.message());
  }

  @Test
  void amountsThatNobodyHasAreRefused() {
    refused(first, Long.MAX_VALUE);
    first.take(1);
    refused(first, Long.MAX_VALUE);
  }

  @Test
  void everyConnectionHasSomething() {
    server.ofConnection(1).take(1);
  }

  @Test
  void bytesAreToldInMebibytes() {
    Budget memory = new Budget("memory", true, 3 << 20);
    memory.take(1 << 19);
    assertEquals(
        "memory: got 3.0 MiB, expected at most 3.0 MiB for all connections together, with 0.5 MiB in use",
        assertThrows(ProblemException.class, () -> memory.take(3 << 20)).getMessage());
  }

  @Test
  void nothingIsLostBetweenThreads() {
    Budget many = new Budget("many", false, 1_000);
    Budget part = many.ofConnection(100);
    IntStream.range(0, 100_000)
        .parallel()
        .forEach(i -> {
          part.take(1);
          part.giveBack(1);
        });
    assertEquals(0, many.used());
    assertEquals(0, part.used());
  }
}
