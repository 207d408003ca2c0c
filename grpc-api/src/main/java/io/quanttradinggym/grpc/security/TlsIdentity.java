package io.quanttradinggym.grpc.security;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.quanttradinggym.grpc.error.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Certificate and private key of a server. When their files change, new connections use the new
 * ones; existing connections continue. Files that are not valid are logged, and the last valid
 * identity stays in use.
 */
public final class TlsIdentity implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TlsIdentity.class.getName());
  private static final Duration RELOAD = Duration.ofSeconds(10);

  private final Path certificateFile;
  private final Path keyFile;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tls-reload").factory());
  private List<FileTime> loaded;
  private volatile X509Certificate certificate;

  private TlsIdentity(Path certificateFile, Path keyFile) {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    loaded = times();
    certificate = use(CertifiedKey.read(certificateFile, keyFile));
  }

  /**
   * Reads a PEM certificate chain and the PEM private key of its first certificate.
   *
   * @throws ProblemException if a file is not readable, not valid now, or the two do not match
   */
  public static TlsIdentity of(Path certificateFile, Path keyFile) {
    return of(certificateFile, keyFile, RELOAD);
  }

  /**
   * @param reload time between two looks at the files
   */
  static TlsIdentity of(Path certificateFile, Path keyFile, Duration reload) {
    TlsIdentity identity = new TlsIdentity(certificateFile, keyFile);
    long millis = reload.toMillis();
    var _ =
        identity.timer.scheduleWithFixedDelay(
            identity::reload, millis, millis, TimeUnit.MILLISECONDS);
    return identity;
  }

  public ServerCredentials credentials() {
    return TlsServerCredentials.newBuilder().keyManager(keys).build();
  }

  /** The certificate of new connections. */
  X509Certificate certificate() {
    return certificate;
  }

  /** Reads the files again if they have changed. */
  synchronized void reload() {
    List<FileTime> now = times();
    if (now.equals(loaded)) {
      return;
    }
    loaded = now;
    try {
      certificate = use(CertifiedKey.read(certificateFile, keyFile));
    } catch (ProblemException e) {
      LOG.log(Level.WARNING, "the TLS certificate was not reloaded: {0}", e.problem().message());
    }
  }

  private X509Certificate use(CertifiedKey identity) {
    keys.updateIdentityCredentials(
        identity.chain().toArray(X509Certificate[]::new), identity.key());
    return identity.chain().getFirst();
  }

  private List<FileTime> times() {
    return List.of(time(certificateFile), time(keyFile));
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // reading it reports why
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
