package io.quanttradinggym.grpc.resource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A bounded thread pool that serves clients in turn. After one slice of a client's work, the pool
 * serves the next client. A client never occupies more than its share of the threads, so one thread
 * remains available to the others. Threads are started on demand. Thread safe.
 */
public final class Turns implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("quanttradinggym");

  /** Work that is done in slices. */
  @FunctionalInterface
  public interface Work {
    /** Runs the next slice; returns whether work remains. */
    boolean slice();
  }

  /** The queued work of one client; removed when it is empty. */
  private static final class Client {
    final Object key;
    final Deque<Work> waiting = new ArrayDeque<>();
    int running;
    boolean queued;

    Client(Object key) {
      this.key = key;
    }
  }

  private final String name;
  private final int threads;
  private final int share;
  private final Map<Object, Client> clients = new HashMap<>();
  private final Deque<Client> turns =
      new ArrayDeque<>(); // clients with queued work and a free share
  private int started;
  private int idle;
  private boolean closed;

  /**
   * @param name of the threads
   * @param share number of threads that a client may occupy at a time
   */
  public Turns(String name, int threads, int share) {
    this.name = name;
    this.threads = threads;
    this.share = share;
  }

  /** Queues work for a client. */
  public synchronized void add(Object client, Work work) {
    Client owner = clients.computeIfAbsent(client, Client::new);
    owner.waiting.add(work);
    queue(owner);
  }

  /** Returns an executor whose tasks are work of a client. Each task is one slice. */
  public Executor of(Object client) {
    return task ->
        add(
            client,
            () -> {
              task.run();
              return false;
            });
  }

  private void queue(Client client) {
    if (client.queued || client.waiting.isEmpty() || client.running >= share) {
      return;
    }
    client.queued = true;
    turns.add(client);
    if (turns.size() > idle && started < threads) {
      Thread.ofPlatform().daemon().name(name + "-" + started++).start(this::serve);
    } else {
      notify(); // only threads of this pool wait, and any one of them can take the work
    }
  }

  private void serve() {
    try {
      while (true) {
        Turn turn = next();
        if (turn == null) {
          return;
        }
        boolean more = false;
        try {
          more = turn.work.slice();
        } catch (RuntimeException | Error e) { // the thread must remain available to other clients
          LOGGER.log(System.Logger.Level.ERROR, "internal error", e);
        }
        end(turn, more);
      }
    } catch (InterruptedException e) {
      // An interrupt always ends the thread.
    }
  }

  /** One slice of a client's work. */
  private record Turn(Client client, Work work) {}

  /** Waits for the next slice and returns it; null when the pool is closed. */
  private synchronized @Nullable Turn next() throws InterruptedException {
    while (turns.isEmpty() && !closed) {
      idle++;
      try {
        wait();
      } finally {
        idle--;
      }
    }
    if (closed) {
      return null;
    }
    Client client = turns.remove();
    client.queued = false;
    client.running++;
    Turn turn = new Turn(client, client.waiting.remove());
    queue(client); // after all other clients
    return turn;
  }

  private synchronized void end(Turn turn, boolean more) {
    Client client = turn.client;
    client.running--;
    if (more) {
      client.waiting.add(turn.work);
    }
    queue(client);
    if (client.running == 0 && client.waiting.isEmpty()) {
      clients.remove(client.key);
    }
  }

  /** Ends the threads after their current slices. Queued work is discarded. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
