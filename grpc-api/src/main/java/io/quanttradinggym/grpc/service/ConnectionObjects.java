package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Objects of one kind that clients refer to by id. Thread safe. */
final class ConnectionObjects<T> {
  private final String field;
  private final Consumer<T> closer;
  private final Map<String, T> byId = new TreeMap<>();
  private boolean closed;
  private long count;

  /**
   * @param field name of the id field in requests, for errors
   * @param closer closes one object
   */
  ConnectionObjects(String field, Consumer<T> closer) {
    this.field = field;
    this.closer = closer;
  }

  /**
   * Stores {@code thing} and returns its id. Closes it immediately if its connection has already
   * ended.
   */
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

  /** Closes one object and removes it. */
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
