/** Sources of news, their schedule, and the public feed. */
@NullMarked
package io.quanttradinggym.sim.news;

import org.jspecify.annotations.NullMarked;
