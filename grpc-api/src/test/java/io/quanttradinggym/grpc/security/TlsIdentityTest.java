package io.quanttradinggym.grpc.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.service.Certificate;
import io.quanttradinggym.kit.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsIdentityTest {
  private static Problem refusal(Path chain, Path key) {
    Problem problem =
        assertThrows(ProblemException.class, () -> TlsIdentity.of(chain, key)).problem();
    assertEquals(Reason.FILE, problem.reason());
    return problem;
  }

  private static void replace(Path file, Path by, long modifiedMillis) throws Exception {
    Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused(@TempDir Path folder) throws Exception {
    Certificate one = Certificate.create(folder.resolve("one"));
    Certificate other = Certificate.create(folder.resolve("other"));
    Problem problem = refusal(one.chain(), other.privateKey());
    assertEquals("tls-key", problem.field());
    assertTrue(problem.allowed().contains("the private key of the certificate"), problem::message);
  }

  @Test
  void anExpiredCertificateIsRefused(@TempDir Path folder) throws Exception {
    Certificate old = Certificate.create(folder, "-startdate", "-10d", "-validity", "3");
    Problem problem = refusal(old.chain(), old.privateKey());
    assertEquals("tls-cert", problem.field());
    assertTrue(problem.allowed().contains("one expired on"), problem::message);
  }

  @Test
  void aCertificateOfTheFutureIsRefused(@TempDir Path folder) throws Exception {
    Certificate early = Certificate.create(folder, "-startdate", "+3d", "-validity", "9");
    Problem problem = refusal(early.chain(), early.privateKey());
    assertTrue(problem.allowed().contains("one is valid from"), problem::message);
  }

  @Test
  void filesThatAreNotPemAreRefused(@TempDir Path folder) throws Exception {
    Certificate good = Certificate.create(folder);
    Path text = Files.writeString(folder.resolve("text"), "root:x:0:0\n");
    assertEquals("tls-cert", refusal(text, good.privateKey()).field());
    assertEquals("tls-key", refusal(good.chain(), text).field());
    Path broken =
        Files.writeString(
            folder.resolve("broken"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
    assertEquals("tls-key", refusal(good.chain(), broken).field());
    Path missing = folder.resolve("missing");
    assertEquals("tls-cert", refusal(missing, good.privateKey()).field());
    assertEquals("tls-key", refusal(good.chain(), missing).field());
  }

  @Test
  void changedFilesAreReloadedAndDamagedOnesAreNot(@TempDir Path folder) throws Exception {
    Certificate used = Certificate.create(folder.resolve("used"));
    Certificate renewed = Certificate.create(folder.resolve("renewed"));
    try (TlsIdentity identity = TlsIdentity.of(used.chain(), used.privateKey())) {
      X509Certificate first = identity.certificate();
      replace(used.chain(), renewed.chain(), 1_000_000);
      identity.reload(); // the key does not belong to it yet
      assertEquals(first, identity.certificate());
      replace(used.privateKey(), renewed.privateKey(), 2_000_000);
      identity.reload();
      assertEquals(
          CertifiedKey.read(renewed.chain(), renewed.privateKey()).chain().getFirst(),
          identity.certificate());
    }
  }

  @Test
  void changedFilesAreReloadedWithoutARestart(@TempDir Path folder) throws Exception {
    Certificate one = Certificate.create(folder.resolve("one"));
    Certificate other = Certificate.create(folder.resolve("other"));
    try (TlsIdentity identity =
        TlsIdentity.of(one.chain(), one.privateKey(), Duration.ofMillis(20))) {
      X509Certificate before = identity.certificate();
      replace(one.privateKey(), other.privateKey(), 1_000);
      replace(one.chain(), other.chain(), 1_000);
      assertTrue(Waiting.until(() -> !identity.certificate().equals(before)));
    }
  }
}
