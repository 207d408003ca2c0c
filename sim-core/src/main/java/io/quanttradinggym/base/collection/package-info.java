/** Growing rows and maps of primitives. They allocate nothing once they have their working size. */
@NullMarked
package io.quanttradinggym.base.collection;

import org.jspecify.annotations.NullMarked;
