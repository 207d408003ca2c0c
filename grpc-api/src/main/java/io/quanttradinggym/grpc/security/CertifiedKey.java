package io.quanttradinggym.grpc.security;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate chain and the private key of its first certificate, checked: the files are readable
 * PEM, the certificates are valid now, and the key belongs to the certificate.
 */
record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {
  private static final String CERTIFICATE_OPTION = "tls-cert";
  private static final String KEY_OPTION = "tls-key";
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  /** The algorithm that signs with a key of each algorithm. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  CertifiedKey {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both files.
   *
   * @throws ProblemException if a file is not readable, not valid now, or the two do not match
   */
  static CertifiedKey read(Path certificateFile, Path keyFile) {
    List<X509Certificate> chain = readChain(certificateFile);
    PublicKey publicKey = chain.getFirst().getPublicKey();
    PrivateKey key = readKey(keyFile, publicKey.getAlgorithm());
    if (!areAPair(publicKey, key)) {
      throw invalid(
          KEY_OPTION, keyFile, "the private key of the certificate %s".formatted(certificateFile));
    }
    return new CertifiedKey(chain, key);
  }

  private static List<X509Certificate> readChain(Path file) {
    byte[] content = readBytes(CERTIFICATE_OPTION, file);
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(CertifiedKey::x509)
              .toList();
      if (chain.isEmpty()) {
        throw new CertificateException("no certificate");
      }
      checkValidNow(chain, file);
      return chain;
    } catch (CertificateException e) {
      throw invalid(CERTIFICATE_OPTION, file, "a PEM file of X.509 certificates", e);
    }
  }

  private static X509Certificate x509(Certificate certificate) {
    return (X509Certificate) certificate;
  }

  private static void checkValidNow(List<X509Certificate> chain, Path file) {
    for (X509Certificate certificate : chain) {
      try {
        certificate.checkValidity();
      } catch (CertificateExpiredException e) {
        throw invalid(
            CERTIFICATE_OPTION,
            file,
            "certificates that are valid now; one expired on "
                + certificate.getNotAfter().toInstant());
      } catch (CertificateNotYetValidException e) {
        throw invalid(
            CERTIFICATE_OPTION,
            file,
            "certificates that are valid now; one is valid from "
                + certificate.getNotBefore().toInstant());
      }
    }
  }

  private static PrivateKey readKey(Path file, String algorithm) {
    String expected =
        "a PEM file with an unencrypted PKCS #8 key (BEGIN PRIVATE KEY), " + algorithm;
    Matcher pem =
        PRIVATE_KEY.matcher(new String(readBytes(KEY_OPTION, file), StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw invalid(KEY_OPTION, file, expected);
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw invalid(KEY_OPTION, file, expected, e);
    }
  }

  private static byte[] readBytes(String option, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw invalid(option, file, "a readable PEM file", e);
    }
  }

  private static boolean areAPair(PublicKey publicKey, PrivateKey key) {
    byte[] message = {1, 2, 3};
    try {
      String name = SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm());
      Signature signature = Signature.getInstance(name);
      signature.initSign(key);
      signature.update(message);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // keys of different curves or lengths
    }
  }

  private static ProblemException invalid(String option, Path file, String expected) {
    return new ProblemException(Problem.of(Reason.FILE, option, file.toString(), expected));
  }

  private static ProblemException invalid(
      String option, Path file, String expected, Exception cause) {
    return new ProblemException(
        Problem.of(
            Reason.FILE, option, file.toString(), expected + " (" + cause.getMessage() + ")"),
        cause);
  }
}
