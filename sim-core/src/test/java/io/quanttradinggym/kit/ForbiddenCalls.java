package io.quanttradinggym.kit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Calls whose result differs between machines, JDK builds or runs. */
public final class ForbiddenCalls {
  public static final DescribedPredicate<JavaAccess<?>> INEXACT_MATH =
      call("Math's inexact functions", ForbiddenCalls::isInexactMath);
  public static final DescribedPredicate<JavaAccess<?>> PLATFORM_GAUSSIAN =
      call(
          "a platform nextGaussian",
          access ->
              ownerName(access).startsWith("java.") && access.getName().equals("nextGaussian"));
  public static final DescribedPredicate<JavaAccess<?>> WALL_CLOCK =
      call("a wall clock", ForbiddenCalls::isWallClock);
  public static final DescribedPredicate<JavaAccess<?>> HASH_ORDER =
      call("a collection in hash order", ForbiddenCalls::isHashOrdered);

  private static final List<String> INEXACT =
      List.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot", "random");
  private static final List<Class<?>> HASHED =
      List.of(HashMap.class, HashSet.class, IdentityHashMap.class);
  private static final List<String> SALTED = List.of("of", "ofEntries", "copyOf");

  private ForbiddenCalls() {}

  private static boolean isInexactMath(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(Math.class) && INEXACT.contains(access.getName());
  }

  private static boolean isWallClock(JavaAccess<?> access) {
    if (access.getTargetOwner().isEquivalentTo(System.class)) {
      return List.of("nanoTime", "currentTimeMillis").contains(access.getName());
    }
    return ownerName(access).startsWith("java.time.")
        && (access.getName().equals("now") || access.getName().startsWith("system"));
  }

  private static boolean isHashOrdered(JavaAccess<?> access) {
    if (access.getName().equals("<init>")) {
      return HASHED.stream().anyMatch(access.getTargetOwner()::isEquivalentTo);
    }
    return SALTED.contains(access.getName())
        && (access.getTargetOwner().isEquivalentTo(Map.class)
            || access.getTargetOwner().isEquivalentTo(Set.class));
  }

  private static String ownerName(JavaAccess<?> access) {
    return access.getTargetOwner().getName();
  }

  private static DescribedPredicate<JavaAccess<?>> call(
      String what, Predicate<JavaAccess<?>> test) {
    return DescribedPredicate.describe(what, test);
  }
}
