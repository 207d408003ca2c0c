package io.quanttradinggym.gym.view;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of plug-in that declares the views it reads, whatever its parameters are. */
public interface NeedsViews {
  /** The views that it may read; it reads no other. */
  Set<View> needs();

  /** The first view that it needs and {@code supplied} does not hold; null if there is none. */
  default @Nullable View firstMissing(Set<View> supplied) {
    for (View view : needs()) {
      if (!supplied.contains(view)) {
        return view;
      }
    }
    return null;
  }
}
