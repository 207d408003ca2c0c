package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import io.quanttradinggym.grpc.service.LocalServer;
import io.quanttradinggym.grpc.v1.CloseEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc.EnvironmentServiceBlockingV2Stub;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.ResetCommand;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import io.quanttradinggym.grpc.v1.StepCommand;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the server and the engine in the process, and does what clients do first, so that the
 * virtual machine of {@link StartCache} sees which classes and methods a start needs.
 */
public final class Rehearsal {
  private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");
  private static final String SCENARIO = "market-making";
  private static final int STEPS = 300;
  private static final int ENVIRONMENTS = 8;

  private Rehearsal() {}

  /** Takes no arguments. Returns when everything was played and has ended. */
  public static void main(String[] args) throws IOException, InterruptedException, StatusException {
    Logs.configure();
    playServer();
    InProcess.start();
    playInProcess();
  }

  /** An embedded server and its client. */
  private static void playServer() throws IOException, InterruptedException, StatusException {
    String token = Tokens.random();
    PipedInputStream announcements = new PipedInputStream();
    PrintStream out = new PrintStream(new PipedOutputStream(announcements), true, UTF_8);
    InputStream line = new ByteArrayInputStream((token + '\n').getBytes(UTF_8));
    InputStream input = new SequenceInputStream(line, InputStream.nullInputStream());
    List<String> words = List.of(ServeCommand.NAME, "--embedded");
    Thread server =
        Thread.ofPlatform()
            .name("rehearsed-server")
            .start(() -> {
              try (out) {
                Main.run(words, new Console(out, System.err), input, Rehearsal::stay);
              }
            });
    try {
      playClient(address(announcements), token);
    } finally {
      server.interrupt();
      server.join();
    }
  }

  private static String address(InputStream announcements) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(announcements, UTF_8));
    Matcher address = ADDRESS.matcher(String.valueOf(reader.readLine()));
    if (!address.find()) {
      throw new IOException("the server does not start");
    }
    return address.group(1);
  }

  /** What the server does at the end of its input: nothing, because it is interrupted. */
  private static void stay() {}

  private static void playClient(String address, String token) throws StatusException {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(address)
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(bearer(token)))
            .build();
    try {
      play(channel);
    } finally {
      channel.shutdownNow();
    }
  }

  private static Metadata bearer(String token) {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return metadata;
  }

  /** The services as the engine in a process calls them. */
  private static void playInProcess() throws StatusException {
    Scenarios scenarios = new Scenarios();
    Py4jGateway gateway = new Py4jGateway(new LiveSimulations(scenarios), Tokens::random);
    try (LocalServer server = LocalServer.start(BuildInfo.identity(), scenarios, gateway)) {
      server.connect();
      play(server.channel());
    }
  }

  private static void play(Channel channel) throws StatusException {
    SessionServiceGrpc.newBlockingV2Stub(channel)
        .handshake(
            HandshakeRequest.newBuilder()
                .setProtocol(BuildInfo.PROTOCOL)
                .setBuildVersion(BuildInfo.VERSION)
                .build());
    play(channel, 1);
    play(channel, ENVIRONMENTS);
  }

  private static void play(Channel channel, int environments) throws StatusException {
    EnvironmentServiceBlockingV2Stub service = EnvironmentServiceGrpc.newBlockingV2Stub(channel);
    CreateEnvironmentResponse created =
        service.createEnvironment(
            CreateEnvironmentRequest.newBuilder()
                .setScenario(ScenarioSource.newBuilder().setName(SCENARIO))
                .setNumEnvs(environments)
                .setInfoEveryStep(true)
                .build());
    String id = created.getEnvironmentId();
    int actionBytes = created.getSpec().getAction().getSize() * environments * Integer.BYTES;
    StepCommand step =
        StepCommand.newBuilder().setActions(ByteString.copyFrom(new byte[actionBytes])).build();
    BlockingClientCall<RunEnvironmentRequest, RunEnvironmentResponse> stream =
        service.runEnvironment();
    RunEnvironmentRequest.Builder request = RunEnvironmentRequest.newBuilder();
    ask(stream, request.setEnvironmentId(id).setReset(ResetCommand.getDefaultInstance()));
    for (int i = 0; i < STEPS; i++) {
      ask(stream, request.setStep(step));
    }
    stream.halfClose();
    service.closeEnvironment(CloseEnvironmentRequest.newBuilder().setEnvironmentId(id).build());
  }

  private static void ask(
      BlockingClientCall<RunEnvironmentRequest, RunEnvironmentResponse> stream,
      RunEnvironmentRequest.Builder request)
      throws StatusException {
    try {
      stream.write(request.build());
      RunEnvironmentResponse response = stream.read();
      if (response == null || response.hasError()) {
        throw new IllegalStateException("the rehearsal failed: " + response);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
