package io.quanttradinggym.grpc.service;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.resource.Budget;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of a call's messages while they arrive and ends the call as soon as they exceed
 * the budget. Without it, long messages would fill the memory before they are parsed. The bytes of
 * one message are returned to the budget at the first byte of the next message or at the end of the
 * call.
 */
final class MessageMeter extends ServerStreamTracer {
  /** Messages up to this size are not counted, because the number of calls is limited. */
  private static final long FREE_BYTES = 1 << 16;

  private static final Context.Key<MessageMeter> CONTEXT = Context.key("message-meter");

  private volatile @Nullable EndableCall<?, ?> call;
  private @Nullable Budget budget;
  private long bytes;
  private long taken;
  private boolean complete;

  static ServerStreamTracer.Factory factory() {
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new MessageMeter();
      }
    };
  }

  /** Attaches the meter to each call before any message is read. */
  static ServerInterceptor interceptor() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        EndableCall<Q, A> endable = new EndableCall<>(call);
        CONTEXT.get().connect(endable, ClientConnection.of(call).budgets().messageMemory());
        return next.startCall(endable, headers);
      }
    };
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(CONTEXT, this);
  }

  private synchronized void connect(EndableCall<?, ?> endable, Budget memory) {
    budget = memory;
    call = endable;
  }

  @Override
  public synchronized void inboundWireSize(long more) {
    if (complete) {
      giveBack();
    }
    bytes += more;
    if (bytes > FREE_BYTES && budget != null && call != null) {
      try {
        budget.take(bytes - taken, bytes);
        taken = bytes;
      } catch (ProblemException e) {
        call.end(e);
      }
    }
  }

  @Override
  public synchronized void inboundMessageRead(int index, long wireSize, long size) {
    complete = true;
  }

  @Override
  public synchronized void streamClosed(Status status) {
    giveBack();
    budget = null;
  }

  private void giveBack() {
    if (budget != null) {
      budget.giveBack(taken);
    }
    taken = 0;
    bytes = 0;
    complete = false;
  }

  /** A call that can be ended while other threads use it. Later operations have no effect. */
  private static final class EndableCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private boolean ended;

    EndableCall(ServerCall<Q, A> call) {
      super(call);
    }

    synchronized void end(ProblemException problem) {
      StatusMapping.close(this, problem);
      ended = true;
    }

    @Override
    public synchronized void request(int messages) {
      if (!ended) {
        super.request(messages);
      }
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!ended) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(A message) {
      if (!ended) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!ended) {
        super.close(status, trailers);
      }
    }
  }
}
