package io.quanttradinggym.grpc.service;

import static io.quanttradinggym.grpc.service.TestServer.TOKEN;
import static io.quanttradinggym.grpc.service.TestServer.errorInfo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.HandshakeResponse;
import io.quanttradinggym.grpc.v1.OpenGatewayRequest;
import io.quanttradinggym.grpc.v1.OpenGatewayResponse;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecurityTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static StatusRuntimeException refused(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run);
  }

  private static void assertContains(String part, Throwable error) {
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains(part), message);
  }

  private static void assertUnauthenticated(Runnable call) {
    StatusRuntimeException error = refused(call);
    assertEquals(Status.Code.UNAUTHENTICATED, error.getStatus().getCode());
    assertContains("authorization: Bearer", error);
    assertEquals("TOKEN", errorInfo(error).getReason());
    assertFalse(error.toString().contains(TOKEN));
  }

  private static void shakeHands(Channel channel) {
    SessionServiceGrpc.newBlockingStub(channel).handshake(TestServer.handshake());
  }

  private static ServingStatus health(Channel channel) {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  @Test
  void everyCallNeedsTheToken() {
    ManagedChannel wrong = server.connect("another-token-for-tests");
    assertUnauthenticated(() -> shakeHands(wrong));
    assertUnauthenticated(() -> health(wrong));
    assertUnauthenticated(() -> Reflection.v1(wrong));
    assertUnauthenticated(() -> Reflection.v1Alpha(wrong));
    ManagedChannel none = NettyChannelBuilder.forTarget(server.address()).usePlaintext().build();
    assertUnauthenticated(() -> shakeHands(none));
    assertContains("the token is wrong", refused(() -> shakeHands(wrong)));
    assertContains("the call carries no token", refused(() -> shakeHands(none)));
    none.shutdownNow();
  }

  @Test
  void healthAndBothReflectionsAnswerThoseWhoKnowIt() {
    ManagedChannel channel = server.connect(TOKEN);
    assertEquals(ServingStatus.SERVING, health(channel));
    assertTrue(Reflection.v1(channel).contains("quanttradinggym.v1.SessionService"));
    assertEquals(Reflection.v1(channel), Reflection.v1Alpha(channel));
  }

  @Test
  void theHandshakeNamesBothSides() {
    HandshakeResponse response =
        SessionServiceGrpc.newBlockingStub(server.connect(TOKEN)).handshake(TestServer.handshake());
    assertEquals(TestServer.IDENTITY.protocol(), response.getProtocol());
    assertEquals(TestServer.IDENTITY.buildVersion(), response.getBuildVersion());
    assertEquals("25", response.getMachineOrThrow("java"));
  }

  @Test
  void anotherProtocolIsRefusedWithBothVersionsNamed() {
    Channel channel = server.connect(TOKEN);
    StatusRuntimeException error =
        refused(() ->
            SessionServiceGrpc.newBlockingStub(channel)
                .handshake(
                    HandshakeRequest.newBuilder().setProtocol(77).setBuildVersion("99.9").build()));
    assertEquals(Status.Code.FAILED_PRECONDITION, error.getStatus().getCode());
    assertContains("protocol: got 77 of a client of build \"99.9\", expected 2", error);
    assertContains("build \"" + TestServer.IDENTITY.buildVersion() + "\"", error);
    ErrorInfo info = errorInfo(error);
    assertEquals("quanttradinggym", info.getDomain());
    assertEquals("VERSION", info.getReason());
    assertEquals("protocol", info.getMetadataOrThrow("field"));
    assertEquals("77", info.getMetadataOrThrow("value"));
    assertEquals("2", info.getMetadataOrThrow("allowed"));
  }

  @Test
  void anotherBuildOfTheSameProtocolIsServed() {
    HandshakeResponse response =
        SessionServiceGrpc.newBlockingStub(server.connect(TOKEN))
            .handshake(
                HandshakeRequest.newBuilder().setProtocol(2).setBuildVersion("99.9").build());
    assertEquals(TestServer.IDENTITY.buildVersion(), response.getBuildVersion());
  }

  @Test
  void reflectionDescribesErrorDetails() throws Exception {
    ManagedChannel channel = server.connect(TOKEN);
    for (boolean byFile : new boolean[] {true, false}) {
      List<String> messages = Reflection.messagesOfErrorDetails(channel, byFile);
      assertTrue(messages.contains("ErrorInfo"), messages::toString);
    }
  }

  @Test
  void whatBelongsToAConnectionNeedsItsHandshake() {
    Channel channel = server.connect(TOKEN);
    StatusRuntimeException error =
        refused(() ->
            SessionServiceGrpc.newBlockingStub(channel)
                .openGateway(OpenGatewayRequest.getDefaultInstance()));
    assertEquals(Status.Code.FAILED_PRECONDITION, error.getStatus().getCode());
    assertContains("Handshake", error);
  }

  @Test
  void clientsAreToldWhereTheGatewayIs() {
    var stub = SessionServiceGrpc.newBlockingStub(server.connect());
    OpenGatewayResponse endpoint = stub.openGateway(OpenGatewayRequest.getDefaultInstance());
    assertEquals(1, endpoint.getPort());
    assertEquals("secret", endpoint.getAuthToken());
  }

  @Test
  void aBusyPortIsOneClearError() {
    ProblemException error =
        assertThrows(
            ProblemException.class,
            () ->
                TestServer.start(
                    new ServerSettings("127.0.0.1", server.port(), TOKEN, null, false, 50)));
    assertEquals(Reason.PORT, error.problem().reason());
    assertEquals(String.valueOf(server.port()), error.problem().value());
    assertContains("127.0.0.1:" + server.port(), error);
  }

  @Test
  void otherAddressesNeedTls() {
    ServerSettings settings = new ServerSettings("0.0.0.0", 0, TOKEN, null, false, 50);
    ProblemException error = assertThrows(ProblemException.class, () -> TestServer.start(settings));
    assertEquals("host", error.problem().field());
    assertContains("TLS", error);
  }

  @Test
  void aTokenThatCouldBeGuessedIsRefused() {
    ProblemException error =
        assertThrows(
            ProblemException.class,
            () -> new ServerSettings("127.0.0.1", 0, "short", null, false, 50));
    assertEquals("token", error.problem().field());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void theShareOfAConnectionIsPartOfTheWhole(int share) {
    ProblemException error =
        assertThrows(
            ProblemException.class,
            () -> new ServerSettings("127.0.0.1", 0, TOKEN, null, false, share));
    assertEquals("connection-share", error.problem().field());
  }

  @Test
  void tlsServesOnAnyAddress(@TempDir Path directory) throws Exception {
    Certificate certificate = Certificate.create(directory);
    ServerSettings settings =
        new ServerSettings(
            "0.0.0.0",
            0,
            TOKEN,
            new ServerSettings.Tls(certificate.chain(), certificate.privateKey()),
            false,
            50);
    try (GymServer secure = TestServer.start(settings)) {
      String port = secure.address().substring(secure.address().lastIndexOf(':'));
      ManagedChannel channel =
          NettyChannelBuilder.forTarget("localhost" + port)
              .sslContext(
                  GrpcSslContexts.forClient().trustManager(certificate.chain().toFile()).build())
              .intercept(TestServer.bearer(TOKEN))
              .build();
      assertEquals(ServingStatus.SERVING, health(channel));
      channel.shutdownNow();
    }
  }

  @Test
  void unreadableCertificatesAreNamed(@TempDir Path directory) {
    Path missing = directory.resolve("missing.pem");
    ServerSettings settings =
        new ServerSettings(
            "0.0.0.0", 0, TOKEN, new ServerSettings.Tls(missing, missing), false, 50);
    ProblemException error = assertThrows(ProblemException.class, () -> TestServer.start(settings));
    assertTrue(error.problem().value().contains("missing.pem"), error::getMessage);
  }
}
