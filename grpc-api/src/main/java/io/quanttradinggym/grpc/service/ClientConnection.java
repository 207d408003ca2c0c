package io.quanttradinggym.grpc.service;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.resource.Budgets;
import io.quanttradinggym.grpc.resource.Workers;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * State of one connection: its environments and policies, which are closed with it. Thread safe.
 */
final class ClientConnection implements AutoCloseable {
  private static final Attributes.Key<ClientConnection> ATTRIBUTE =
      Attributes.Key.create("connection");
  private static final Context.Key<ClientConnection> CONTEXT = Context.key("connection");

  private final ConnectionObjects<HostedEnvironment> environments =
      new ConnectionObjects<>("environment_id", HostedEnvironment::close);
  private final ConnectionObjects<HostedPolicy> policies =
      new ConnectionObjects<>("policy_id", HostedPolicy::release);
  private final Budgets budgets;
  private volatile boolean greeted;

  /**
   * @param budgets budgets of this connection
   */
  ClientConnection(Budgets budgets) {
    this.budgets = budgets;
  }

  /**
   * Creates a {@code ClientConnection} for each transport connection and closes it with that
   * connection.
   *
   * @param connections creates them
   * @param workers close the objects of an ended connection, which may wait for the end of a slice
   */
  static ServerTransportFilter filter(Supplier<ClientConnection> connections, Workers workers) {
    return new ServerTransportFilter() {
      @Override
      public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder().set(ATTRIBUTE, connections.get()).build();
      }

      @Override
      public void transportTerminated(Attributes attributes) {
        ClientConnection connection = attributes == null ? null : attributes.get(ATTRIBUTE);
        if (connection != null) {
          workers.calls(connection).execute(connection::close);
        }
      }
    };
  }

  /** Attaches the connection to the context of each call. */
  static ServerInterceptor interceptor() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Context.current().withValue(CONTEXT, of(call));
        return Contexts.interceptCall(context, call, headers, next);
      }
    };
  }

  static ClientConnection of(ServerCall<?, ?> call) {
    return Objects.requireNonNull(call.getAttributes().get(ATTRIBUTE));
  }

  /** The connection of the current call, whether or not it has begun with a handshake. */
  static ClientConnection ofCall() {
    return CONTEXT.get();
  }

  /** The connection of the current call, which must have begun with a handshake. */
  static ClientConnection greeted() {
    ClientConnection connection = ofCall();
    connection.checkGreeted();
    return connection;
  }

  /** Rejects calls that precede the handshake. */
  void checkGreeted() {
    if (!greeted) {
      throw new ProblemException(
          Problem.of(
              Reason.VERSION,
              "the first call of a connection is SessionService/Handshake; on a connection that was"
                  + " renewed, environments and policies have to be made again"));
    }
  }

  void greet() {
    greeted = true;
  }

  ConnectionObjects<HostedEnvironment> environments() {
    return environments;
  }

  Budgets budgets() {
    return budgets;
  }

  ConnectionObjects<HostedPolicy> policies() {
    return policies;
  }

  @Override
  public void close() {
    environments.closeAll();
    policies.closeAll();
  }
}
