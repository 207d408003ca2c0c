package io.quanttradinggym.base.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final SnapshotIdentity IDENTITY = SnapshotIdentity.of("market a1b2");
  private static final int VERSION_AT = 8;
  private static final int BODY_AT = 20;

  /** A state of some numbers. */
  private static final class Numbers implements Stateful {
    private final long[] values = new long[50];

    @Override
    public void save(StateWriter out) {
      out.writeLongs(values, 0, values.length);
    }

    @Override
    public void load(StateReader in) {
      in.readLongs(values, 0, values.length);
    }
  }

  private static Numbers numbers() {
    Numbers numbers = new Numbers();
    Arrays.setAll(numbers.values, i -> i * 0x9E3779B97F4A7C15L);
    return numbers;
  }

  private static byte[] snapshot() {
    return Snapshot.save(numbers(), IDENTITY, new StateWriter());
  }

  private static InvalidInputException refused(byte[] bytes) {
    return assertThrows(InvalidInputException.class, () -> Snapshot.open(bytes, IDENTITY));
  }

  @Test
  void whatWasSavedIsRestored() {
    Numbers restored = new Numbers();
    StateReader in = Snapshot.open(snapshot(), IDENTITY);
    restored.load(in);
    assertEquals(0, in.remaining());
    assertArrayEquals(numbers().values, restored.values);
    assertArrayEquals(snapshot(), snapshot());
  }

  @Test
  void theBuildIsFilledIn() {
    assertTrue(IDENTITY.build().matches("\\d+\\.\\d+\\.\\d+ \\(.+\\)"), IDENTITY.build());
    assertFalse(IDENTITY.build().contains("$"), IDENTITY.build());
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = snapshot();
    for (int length = 0; length < whole.length; length++) {
      InvalidInputException error = refused(Arrays.copyOf(whole, length));
      assertEquals("snapshot", error.field());
      assertTrue(error.value().matches(length + " (other )?bytes"), error.value());
    }
    assertTrue(refused(Arrays.copyOf(whole, 300)).allowed().endsWith("the snapshot is truncated"));
    assertEquals(
        whole.length + " bytes, the length in the header",
        refused(Arrays.copyOf(whole, whole.length + 1)).allowed());
  }

  @Test
  void everyFlippedBitIsRefused() {
    byte[] bytes = snapshot();
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      InvalidInputException error = refused(bytes);
      if (bit >= BODY_AT * Byte.SIZE) {
        assertEquals("snapshot.checksum", error.field());
      }
      assertTrue(error.field().startsWith("snapshot"), error.field());
      bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    }
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] bytes = snapshot();
    bytes[VERSION_AT]++;
    InvalidInputException error = refused(bytes);
    assertEquals("snapshot.version", error.field());
    assertEquals("2", error.value());
    assertEquals("1 (the version of this build)", error.allowed());
  }

  @Test
  void anotherBuildOrScenarioIsRefused() {
    byte[] bytes =
        Snapshot.save(numbers(), new SnapshotIdentity("0.0.9 (old)", "x"), new StateWriter());
    assertEquals("snapshot.build", refused(bytes).field());
    assertEquals("0.0.9 (old)", refused(bytes).value());
    assertEquals(IDENTITY.build(), refused(bytes).allowed());
    bytes = Snapshot.save(numbers(), SnapshotIdentity.of("market ffff"), new StateWriter());
    assertEquals("snapshot.scenario", refused(bytes).field());
    assertEquals("market ffff", refused(bytes).value());
    assertEquals("market a1b2", refused(bytes).allowed());
  }

  @Test
  void somethingElseIsRefused() {
    InvalidInputException error = refused(new byte[1000]);
    assertEquals("snapshot", error.field());
    assertEquals("1000 other bytes", error.value());
  }

  @Test
  void aCountThatCannotBeIsRefusedBeforeMemoryIsTaken() {
    StateWriter out = new StateWriter();
    for (int count : new int[] {-1, 3, Integer.MAX_VALUE}) {
      out.clear();
      out.writeInt(count);
      out.writeLong(7);
      out.writeLong(8);
      StateReader in = new StateReader(out.buffer(), 0, out.size());
      assertThrows(IllegalStateException.class, () -> in.readCount(Long.BYTES));
    }
    out.overwriteInt(0, 2);
    assertEquals(2, new StateReader(out.buffer(), 0, out.size()).readCount(Long.BYTES));
    assertThrows(IndexOutOfBoundsException.class, () -> out.overwriteInt(out.size() - 3, 0));
  }
}
