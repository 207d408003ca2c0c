package io.quanttradinggym.grpc.resource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of threads that clients use in turns: after a slice of one client's work comes
 * the next client's. A client never has more than its share of the threads, so that one is left for
 * the others. Threads are started when they are first needed. Thread safe.
 */
public final class Turns implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("quanttradinggym");

  /** Something to do, in slices. */
  @FunctionalInterface
  public interface Work {
    /** Does the next slice; returns whether there is more to do. */
    boolean slice();
  }

  /** The work of one client, which is forgotten when there is none. */
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
  private final Deque<Client> turns = new ArrayDeque<>(); // clients that can be served
  private int started;
  private int idle;
  private boolean closed;

  /**
   * @param name of the threads
   * @param share how many threads a client may have at a time
   */
  public Turns(String name, int threads, int share) {
    this.name = name;
    this.threads = threads;
    this.share = share;
  }

  /** Queues work of a client. */
  public synchronized void add(Object client, Work work) {
    Client owner = clients.computeIfAbsent(client, Client::new);
    owner.waiting.add(work);
    queue(owner);
  }

  /** An executor whose tasks are work of a client, each in one slice. */
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
      notify(); // whoever waits is a thread of ours, and any of them will do
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
        } catch (RuntimeException | Error e) { // others need the thread
          LOGGER.log(System.Logger.Level.ERROR, "internal error", e);
        }
        end(turn, more);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts these threads but to end them.
    }
  }

  /** A slice of somebody's work. */
  private record Turn(Client client, Work work) {}

  /** The next turn, once there is one; null at the end. */
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
    queue(client); // behind all others
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

  /** Ends the threads after their slices. What waits is forgotten. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
