package io.quanttradinggym.grpc.mapping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SnapshotSealTest {
  private static final byte[] SNAPSHOT = {1, 2, 3, 4};

  private final SnapshotSeal seal = SnapshotSeal.random();

  private static InvalidInputException refused(SnapshotSeal seal, byte[] bytes) {
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> seal.unseal(bytes));
    assertEquals("snapshot.signature", e.field());
    return e;
  }

  @Test
  void whatItSignedItAccepts() {
    assertArrayEquals(SNAPSHOT, seal.unseal(seal.seal(SNAPSHOT)));
  }

  @Test
  void everyChangedByteIsRefused() {
    byte[] sealed = seal.seal(SNAPSHOT);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      refused(seal, changed);
      refused(seal, Arrays.copyOf(sealed, i));
    }
  }

  @Test
  void unsignedSnapshotsAreRefusedByName() {
    assertEquals(
        "snapshot.signature: got nothing, expected a snapshot of this server, or of one with the"
            + " same --snapshot-key-file",
        refused(seal, SNAPSHOT).getMessage());
  }

  @Test
  void anotherKeyIsRefusedAndTheSameKeyIsNot() {
    refused(SnapshotSeal.random(), seal.seal(SNAPSHOT));
    byte[] key = {7, 7};
    assertArrayEquals(SNAPSHOT, SnapshotSeal.of(key).unseal(SnapshotSeal.of(key).seal(SNAPSHOT)));
  }

  @Test
  void theEngineOfOneUserTakesSignedAndUnsignedOnes() {
    SnapshotSeal none = SnapshotSeal.none();
    assertArrayEquals(SNAPSHOT, none.seal(SNAPSHOT));
    assertArrayEquals(SNAPSHOT, none.unseal(SNAPSHOT));
    assertArrayEquals(SNAPSHOT, none.unseal(seal.seal(SNAPSHOT)));
  }
}
