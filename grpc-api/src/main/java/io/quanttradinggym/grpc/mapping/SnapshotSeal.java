package io.quanttradinggym.grpc.mapping;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs snapshots for clients and rejects snapshots that it did not sign. The seal is appended to
 * the snapshot: a marker of 8 bytes and the HMAC-SHA256 of the snapshot. Thread safe.
 */
public final class SnapshotSeal {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MAC_BYTES = 32;
  private static final byte[] MARK = "QTGSEAL\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SEAL_BYTES = MARK.length + MAC_BYTES;

  private final @Nullable SecretKeySpec key;

  private SnapshotSeal(@Nullable SecretKeySpec key) {
    this.key = key;
  }

  /** Signs nothing and accepts every snapshot. Used by a server whose only client is its owner. */
  public static SnapshotSeal none() {
    return new SnapshotSeal(null);
  }

  /** A new random key. */
  public static SnapshotSeal random() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return of(key);
  }

  /**
   * @param key secret; servers with the same key accept each other's snapshots
   */
  public static SnapshotSeal of(byte[] key) {
    return new SnapshotSeal(new SecretKeySpec(key, ALGORITHM));
  }

  /** The snapshot and its seal. */
  public byte[] seal(byte[] snapshot) {
    if (key == null) {
      return snapshot;
    }
    byte[] sealed = Arrays.copyOf(snapshot, snapshot.length + SEAL_BYTES);
    System.arraycopy(MARK, 0, sealed, snapshot.length, MARK.length);
    byte[] mac = mac(key, snapshot, snapshot.length);
    System.arraycopy(mac, 0, sealed, snapshot.length + MARK.length, MAC_BYTES);
    return sealed;
  }

  /**
   * The snapshot without its seal.
   *
   * @throws InvalidInputException if the key did not sign it
   */
  public byte[] unseal(byte[] bytes) {
    boolean sealed = isSealed(bytes);
    int length = sealed ? bytes.length - SEAL_BYTES : bytes.length;
    if (key != null) {
      byte[] given =
          sealed ? Arrays.copyOfRange(bytes, bytes.length - MAC_BYTES, bytes.length) : MARK;
      if (!MessageDigest.isEqual(given, mac(key, bytes, length))) {
        throw new InvalidInputException(
            "snapshot.signature",
            sealed ? "(the signature of another key)" : InvalidInputException.MISSING,
            "a snapshot of this server, or of one with the same --snapshot-key-file");
      }
    }
    return sealed ? Arrays.copyOf(bytes, length) : bytes;
  }

  private static boolean isSealed(byte[] bytes) {
    int at = bytes.length - SEAL_BYTES;
    return at >= 0 && Arrays.equals(bytes, at, at + MARK.length, MARK, 0, MARK.length);
  }

  private static byte[] mac(SecretKeySpec key, byte[] bytes, int length) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(bytes, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform provides it
    }
  }
}
