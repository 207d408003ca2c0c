package io.quanttradinggym.grpc.functions;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Things that C code names by numbers. No number is used twice. Thread safe. */
final class Handles<T> {
  private record Slot<T>(long handle, T thing) {}

  private final String field;
  private final List<@Nullable Slot<T>> slots = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private long made;

  /**
   * @param field what callers call the number, for errors
   */
  Handles(String field) {
    this.field = field;
  }

  synchronized long add(T thing) {
    if (free.isEmpty()) {
      free.add(slots.size());
      slots.add(null);
    }
    int slot = free.remove();
    long handle = ++made << Integer.SIZE | slot;
    slots.set(slot, new Slot<>(handle, thing));
    return handle;
  }

  synchronized T get(long handle) {
    int index = (int) handle;
    Slot<T> slot = index >= 0 && index < slots.size() ? slots.get(index) : null;
    if (slot == null || slot.handle() != handle) {
      throw new ProblemException(Reason.ARGUMENT, field, handle, "one that is open");
    }
    return slot.thing();
  }

  synchronized T remove(long handle) {
    T thing = get(handle);
    slots.set((int) handle, null);
    free.add((int) handle);
    return thing;
  }
}
