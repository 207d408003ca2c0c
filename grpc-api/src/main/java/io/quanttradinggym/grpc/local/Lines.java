package io.quanttradinggym.grpc.local;

import io.quanttradinggym.grpc.functions.EngineFunctions;
import io.quanttradinggym.grpc.functions.Leftovers;
import io.quanttradinggym.grpc.service.LocalServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The lines to the client. It listens, this process calls: the client needs no token, and nobody
 * else has a place to call. Thread safe.
 */
public final class Lines {
  private static final Logger LOG = Logger.getLogger(Lines.class.getName());

  private final Leftovers leftovers = new Leftovers();
  private final Supplier<LocalServer> server;
  private @Nullable EngineFunctions functions;

  /**
   * @param server what the client calls; asked for with the first line
   */
  public Lines(Supplier<LocalServer> server) {
    this.server = server;
  }

  /**
   * Opens a line, which lasts until the client hangs up. A failure is logged.
   *
   * @param path of the Unix socket on which the client listens
   */
  @SuppressWarnings("resource") // the line closes the channel
  public synchronized void open(String path) {
    try {
      if (functions == null) {
        functions = new EngineFunctions(server.get(), leftovers);
      }
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(Path.of(path)));
      Thread.ofPlatform().daemon().name("line").start(new Line(channel, functions, leftovers));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "no line to the client at " + path);
    }
  }
}
