package io.quanttradinggym.gym.view;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of plug-in that declares the views it reads, independent of its parameters. */
public interface NeedsViews {
  /** The views that the plug-in may read; it reads no other view. */
  Set<View> needs();

  /** The first needed view that {@code supplied} lacks; null if there is none. */
  default @Nullable View firstMissing(Set<View> supplied) {
    for (View view : needs()) {
      if (!supplied.contains(view)) {
        return view;
      }
    }
    return null;
  }
}
