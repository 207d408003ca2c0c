/** Cost of observation blocks and reward terms. */
@NullMarked
package io.quanttradinggym.bench.senses;

import org.jspecify.annotations.NullMarked;
