package io.quanttradinggym.grpc.resource;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A limit on an amount that clients use: one limit for the server and a lower one for each
 * connection. A request that exceeds a limit is rejected before the resource is allocated. Thread
 * safe.
 */
public final class Budget {
  private static final double MIB = 1 << 20;

  private final String name;
  private final boolean inBytes;
  private final long limit;
  private final @Nullable Budget server;
  private final AtomicLong used = new AtomicLong();

  /**
   * The budget of a server.
   *
   * @param name name in errors
   * @param inBytes whether amounts are bytes; otherwise they are counts
   */
  public Budget(String name, boolean inBytes, long limit) {
    this(name, inBytes, limit, null);
  }

  private Budget(String name, boolean inBytes, long limit, @Nullable Budget server) {
    this.name = name;
    this.inBytes = inBytes;
    this.limit = limit;
    this.server = server;
  }

  /**
   * The budget of a connection, which is part of this one.
   *
   * @param percent of this one's limit
   */
  public Budget ofConnection(int percent) {
    return new Budget(name, inBytes, Math.max(1, limit * percent / 100), this);
  }

  /**
   * Takes an amount until {@link #giveBack}.
   *
   * @throws ProblemException if the remaining budget is too small
   */
  public void take(long amount) {
    take(amount, amount);
  }

  /**
   * As {@link #take(long)}, for the growth of a resource.
   *
   * @param total total amount after the growth, for errors
   */
  public void take(long amount, long total) {
    if (!tryTake(amount)) {
      throw refusal(total);
    }
    if (server != null && !server.tryTake(amount)) {
      used.addAndGet(-amount);
      throw server.refusal(total);
    }
  }

  private boolean tryTake(long amount) {
    long before = used.get();
    while (amount <= limit - before) {
      if (used.compareAndSet(before, before + amount)) {
        return true;
      }
      before = used.get();
    }
    return false;
  }

  /** Gives back an amount taken before. */
  public void giveBack(long amount) {
    used.addAndGet(-amount);
    if (server != null) {
      server.giveBack(amount);
    }
  }

  /** Amount in use. */
  public long used() {
    return used.get();
  }

  private ProblemException refusal(long amount) {
    String owner = server == null ? "all connections together" : "a connection";
    String allowed =
        "at most %s for %s, with %s in use".formatted(format(limit), owner, format(used.get()));
    String message = "%s: got %s, expected %s".formatted(name, format(amount), allowed);
    return new ProblemException(new Problem(Reason.BUDGET, message, name, format(amount), allowed));
  }

  private String format(long amount) {
    return inBytes ? String.format(Locale.ROOT, "%.1f MiB", amount / MIB) : String.valueOf(amount);
  }
}
