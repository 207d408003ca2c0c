package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.v1.AutoresetMode;
import io.quanttradinggym.grpc.v1.CloseEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CommandError;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.ForkEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RestoreCommand;
import io.quanttradinggym.grpc.v1.RestoreResult;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.SnapshotCommand;
import io.quanttradinggym.grpc.v1.StepResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** States that leave the server and come back, and environments that are copied inside it. */
@Tag("slow")
final class SnapshotTest {
  private static final String SHORT = "{\"episode\": {\"duration\": \"5s\"}}";

  private static TestServer server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() {
    server = new TestServer();
    channel = server.connect();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String create(ManagedChannel at, int n, AutoresetMode mode, String overrides) {
    return EnvironmentServiceGrpc.newBlockingStub(at)
        .createEnvironment(
            TestServer.marketMaking(overrides, n)
                .setAutoresetMode(mode)
                .setInfoEveryStep(true)
                .build())
        .getEnvironmentId();
  }

  private static String create(int n) {
    return create(channel, n, AutoresetMode.AUTORESET_MODE_DISABLED, SHORT);
  }

  private static String fork(String environmentId) {
    return EnvironmentServiceGrpc.newBlockingStub(channel)
        .forkEnvironment(
            ForkEnvironmentRequest.newBuilder().setEnvironmentId(environmentId).build())
        .getEnvironmentId();
  }

  private static RunEnvironmentRequest.Builder snapshot(int index) {
    return RunEnvironmentRequest.newBuilder()
        .setSnapshot(SnapshotCommand.newBuilder().setIndex(index));
  }

  private static RunEnvironmentRequest.Builder restore(int index, ByteString snapshot) {
    return RunEnvironmentRequest.newBuilder()
        .setRestore(RestoreCommand.newBuilder().setIndex(index).setSnapshot(snapshot));
  }

  private static ByteString taken(Driver driver, int index) {
    driver.send(snapshot(index).build());
    return driver.answer().getSnapshot().getSnapshot();
  }

  private static RestoreResult restored(Driver driver, String environmentId, ByteString snapshot) {
    driver.send(restore(0, snapshot).setEnvironmentId(environmentId).build());
    return driver.answer().getRestore();
  }

  @Test
  void anotherServerGoesOnFromASnapshot() {
    String id = create(1);
    Driver driver = new Driver(channel);
    driver.begin(id, 7L);
    StepResult last = driver.act(2);
    ByteString snapshot = taken(driver, 0);
    try (TestServer elsewhere = new TestServer()) {
      ManagedChannel there = elsewhere.connect();
      String other = create(there, 1, AutoresetMode.AUTORESET_MODE_DISABLED, SHORT);
      Driver otherDriver = new Driver(there);
      RestoreResult result = restored(otherDriver, other, snapshot);
      assertEquals(last.getObservations(), result.getObservations());
      assertEquals(last.getInfos(0), result.getInfo());
      assertEquals(ByteString.copyFrom(new byte[1]), result.getTerminated());
      for (int action = 0; action < 4; action++) {
        assertEquals(driver.act(action), otherDriver.act(action));
      }
    }
  }

  @Test
  void theEndOfAnEpisodeIsRestoredToo() {
    String id = create(1);
    Driver driver = new Driver(channel);
    driver.begin(id, 7L);
    for (int i = 0; i < 4; i++) {
      driver.act(i);
    }
    StepResult end = driver.act(0);
    ByteString snapshot = taken(driver, 0);
    Driver otherDriver = new Driver(channel);
    RestoreResult result = restored(otherDriver, create(1), snapshot);
    assertEquals(end.getTerminated(), result.getTerminated());
    assertEquals(ByteString.copyFrom(new byte[] {1}), result.getTerminated());
    assertEquals("RESET_NEEDED", otherDriver.refused(Driver.step(0)).getReason());
  }

  @Test
  void oneOfManyIsSavedAndRestoredByItsIndex() {
    String id = create(3);
    Driver driver = new Driver(channel);
    driver.begin(id, 1L, 2L, 3L);
    driver.act(0, 1, 2);
    ByteString second = taken(driver, 1);
    driver.send(restore(2, second).build());
    RestoreResult result = driver.answer().getRestore();
    assertEquals(2, result.getInfo().getIndex());
    assertEquals(2L, result.getInfo().getEpisodeSeed());
    StepResult step = driver.act(0, 3, 3);
    assertEquals(step.getInfos(1).getDigest(), step.getInfos(2).getDigest());
    assertNotEquals(step.getInfos(0).getDigest(), step.getInfos(2).getDigest());
    for (int index : new int[] {-1, 3}) {
      assertEquals("index", driver.refused(snapshot(index)).getField());
      CommandError refused = driver.refused(restore(index, second));
      assertEquals("ARGUMENT", refused.getReason());
      assertEquals("0 to 2", refused.getAllowed());
    }
  }

  @Test
  void whatIsDamagedOrForeignIsRefusedAndTheEpisodeGoesOn() {
    String id = create(1);
    Driver driver = new Driver(channel);
    assertEquals("RESET_NEEDED", driver.refused(snapshot(0).setEnvironmentId(id)).getReason());
    driver.send(Driver.reset(7L).build());
    driver.answer();
    ByteString snapshot = taken(driver, 0);
    CommandError truncated = driver.refused(restore(0, snapshot.substring(0, snapshot.size() - 1)));
    assertEquals("ARGUMENT", truncated.getReason());
    assertEquals("snapshot", truncated.getField());
    assertTrue(
        truncated.getMessage().endsWith("the snapshot is truncated"), truncated.getMessage());
    assertEquals("snapshot", driver.refused(restore(0, ByteString.EMPTY)).getField());
    byte[] bytes = snapshot.toByteArray();
    bytes[8]++;
    CommandError version = driver.refused(restore(0, ByteString.copyFrom(bytes)));
    assertEquals("snapshot.version", version.getField());
    assertEquals("2", version.getValue());
    bytes[8]--;
    bytes[bytes.length / 2] ^= 1;
    CommandError damaged = driver.refused(restore(0, ByteString.copyFrom(bytes)));
    assertEquals("snapshot.checksum", damaged.getField());
    Driver foreign = new Driver(channel);
    foreign.begin(create(channel, 1, AutoresetMode.AUTORESET_MODE_DISABLED, ""), 7L);
    CommandError scenario = foreign.refused(restore(0, snapshot));
    assertEquals("snapshot.scenario", scenario.getField());
    assertTrue(scenario.getValue().startsWith("market-making "), scenario.getValue());
    assertEquals(1, driver.act(1).getInfos(0).getEpisodeLength());
  }

  @Test
  void aForkGoesItsOwnWay() {
    String id = create(1);
    Driver driver = new Driver(channel);
    driver.begin(id, 7L);
    driver.act(3);
    String forkId = fork(id);
    assertNotEquals(id, forkId);
    ByteString before = taken(driver, 0);
    Driver fork = new Driver(channel);
    fork.send(Driver.step(0).setEnvironmentId(forkId).build());
    StepResult other = fork.answer().getStep();
    assertEquals(before, taken(driver, 0));
    StepResult own = driver.act(3);
    assertNotEquals(own.getInfos(0).getDigest(), other.getInfos(0).getDigest());
    driver.send(restore(0, before).build());
    driver.answer();
    assertEquals(other, driver.act(0));
    // The origin may end before its fork.
    EnvironmentServiceGrpc.newBlockingStub(channel)
        .closeEnvironment(CloseEnvironmentRequest.newBuilder().setEnvironmentId(id).build());
    assertEquals(3, fork.act(1).getInfos(0).getEpisodeLength());
    StatusRuntimeException gone = assertThrows(StatusRuntimeException.class, () -> fork(id));
    assertEquals(Status.Code.INVALID_ARGUMENT, gone.getStatus().getCode());
  }

  /** What is left of a closed environment serves the next fork, and does not show. */
  @Test
  void forksAfterClosedForksAreCopiesToo() {
    String id = create(1);
    Driver driver = new Driver(channel);
    driver.begin(id, 7L);
    for (int i = 0; i < 4; i++) {
      String forkId = fork(id);
      Driver fork = new Driver(channel);
      fork.send(snapshot(0).setEnvironmentId(forkId).build());
      assertEquals(taken(driver, 0), fork.answer().getSnapshot().getSnapshot());
      fork.act(i);
      fork.send(Driver.reset(99L).build());
      fork.answer();
      fork.act(i);
      EnvironmentServiceGrpc.newBlockingStub(channel)
          .closeEnvironment(CloseEnvironmentRequest.newBuilder().setEnvironmentId(forkId).build());
      driver.act(3 - i);
    }
  }

  @Test
  void manyEnvironmentsForkTogetherWithTheirAutoresets() {
    String id = create(channel, 2, AutoresetMode.AUTORESET_MODE_NEXT_STEP, SHORT);
    Driver driver = new Driver(channel);
    driver.begin(id, 1L, 2L);
    for (int i = 0; i < 5; i++) {
      driver.act(i % 4, 1);
    }
    Driver fork = new Driver(channel);
    fork.send(Driver.step(0, 0).setEnvironmentId(fork(id)).build());
    StepResult first = fork.answer().getStep();
    assertEquals(driver.act(0, 0), first);
    assertEquals(1, first.getInfos(0).getEpisodeIndex());
    assertEquals(driver.act(1, 2), fork.act(1, 2));
  }

  @Test
  void thereIsNothingToForkBeforeTheFirstReset() {
    StatusRuntimeException refused =
        assertThrows(StatusRuntimeException.class, () -> fork(create(1)));
    assertEquals(Status.Code.FAILED_PRECONDITION, refused.getStatus().getCode());
  }

  /** A server for several users restores only snapshots that it signed. */
  @Test
  void aSharedServerRefusesWhatItDidNotSign() {
    ByteString unsigned = takenAt(channel);
    try (TestServer shared = new TestServer(SnapshotSeal.random())) {
      ManagedChannel there = shared.connect();
      ByteString signed = takenAt(there);
      Driver driver = new Driver(there);
      String id = create(there, 1, AutoresetMode.AUTORESET_MODE_DISABLED, SHORT);
      assertFalse(restored(driver, id, signed).getObservations().isEmpty());
      driver.send(restore(0, unsigned).build());
      CommandError error = driver.answer().getError();
      assertEquals("ARGUMENT", error.getReason());
      assertEquals("snapshot.signature", error.getField());
      assertTrue(error.getMessage().startsWith("snapshot.signature: got nothing, expected a snap"));
      driver.send(restore(0, signed).build());
      assertTrue(driver.answer().hasRestore());
      Driver own = new Driver(channel);
      own.send(restore(0, signed).setEnvironmentId(create(1)).build());
      assertTrue(own.answer().hasRestore());
    }
  }

  private static ByteString takenAt(ManagedChannel at) {
    Driver driver = new Driver(at);
    driver.begin(create(at, 1, AutoresetMode.AUTORESET_MODE_DISABLED, SHORT), 7L);
    return taken(driver, 0);
  }
}
