package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Things of one kind that clients name by id. Thread safe. */
final class ConnectionObjects<T> {
  private final String field;
  private final Consumer<T> closer;
  private final Map<String, T> byId = new TreeMap<>();
  private boolean closed;
  private long count;

  /**
   * @param field what requests call the id, for errors
   * @param closer ends one thing
   */
  ConnectionObjects(String field, Consumer<T> closer) {
    this.field = field;
    this.closer = closer;
  }

  /** Keeps {@code thing} and returns its id; ends it at once if its connection is gone already. */
  String add(T thing) {
    synchronized (this) {
      if (!closed) {
        String id = Long.toString(++count);
        byId.put(id, thing);
        return id;
      }
    }
    closer.accept(thing);
    throw new ProblemException(Problem.of(Reason.CANCELLED, "the connection has ended"));
  }

  synchronized T get(String id) {
    T thing = byId.get(id);
    if (thing == null) {
      throw unknown(id);
    }
    return thing;
  }

  /** Ends one thing and forgets it. */
  void close(String id) {
    T thing = get(id);
    closer.accept(thing);
    synchronized (this) {
      byId.remove(id);
    }
  }

  void closeAll() {
    List<T> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(byId.values());
      byId.clear();
    }
    all.forEach(closer);
  }

  private ProblemException unknown(String id) {
    String known = byId.isEmpty() ? "none exists on this connection" : "" + byId.keySet();
    return new ProblemException(Reason.ARGUMENT, field, '"' + id + '"', known);
  }
}
