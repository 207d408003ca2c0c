package io.quanttradinggym.grpc;

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

/** What belongs to one connection and ends with it: its environments and policies. Thread safe. */
final class Session implements AutoCloseable {
  private static final Attributes.Key<Session> ATTRIBUTE = Attributes.Key.create("session");
  private static final Context.Key<Session> CONTEXT = Context.key("session");

  private final Registry<HostedEnvironment> environments =
      new Registry<>("environment_id", HostedEnvironment::close);
  private final Registry<HostedPolicy> policies =
      new Registry<>("policy_id", HostedPolicy::release);
  private volatile boolean greeted;

  /** Begins and ends a session with each connection. */
  static ServerTransportFilter filter() {
    return new ServerTransportFilter() {
      @Override
      public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder().set(ATTRIBUTE, new Session()).build();
      }

      @Override
      public void transportTerminated(Attributes attributes) {
        Session session = attributes == null ? null : attributes.get(ATTRIBUTE);
        if (session != null) {
          session.close();
        }
      }
    };
  }

  /** Tells each call its session. */
  static ServerInterceptor interceptor() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Context.current().withValue(CONTEXT, call.getAttributes().get(ATTRIBUTE));
        return Contexts.interceptCall(context, call, headers, next);
      }
    };
  }

  /** The session of the current call, whether or not it has begun with a handshake. */
  static Session ofCall() {
    return CONTEXT.get();
  }

  /** The session of the current call, which must have begun with a handshake. */
  static Session greeted() {
    Session session = ofCall();
    session.checkGreeted();
    return session;
  }

  /** Refuses what comes before a handshake. */
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

  Registry<HostedEnvironment> environments() {
    return environments;
  }

  Registry<HostedPolicy> policies() {
    return policies;
  }

  @Override
  public void close() {
    environments.closeAll();
    policies.closeAll();
  }
}
