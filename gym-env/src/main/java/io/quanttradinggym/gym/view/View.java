package io.quanttradinggym.gym.view;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** One part of a trader's observable state; see {@link Views}. */
public enum View {
  PRICES("prices"),
  BOOK("order book"),
  ACCOUNT("account"),
  ORDERS("own orders"),
  TASK("task"),
  PARENT_ORDER("parent order"),
  FEATURES("features");

  private final String text;

  View(String text) {
    this.text = text;
  }

  /** The view's name in messages. */
  public String text() {
    return text;
  }

  /** A set of views, in the order of their declaration. */
  public static Set<View> setOf(View... views) {
    Set<View> set = EnumSet.noneOf(View.class);
    Collections.addAll(set, views);
    return Collections.unmodifiableSet(set);
  }
}
