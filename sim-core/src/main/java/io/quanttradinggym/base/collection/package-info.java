/**
 * Growable lists and maps of primitives. They allocate nothing after they have reached their
 * working size.
 */
@NullMarked
package io.quanttradinggym.base.collection;

import org.jspecify.annotations.NullMarked;
