/**
 * The contract between the engine's loop and its parts: the kinds of events, how a part schedules
 * one, what a part does, and what it receives the market. The engine knows the parts by it, and
 * they know nothing of the engine.
 */
@NullMarked
package io.quanttradinggym.sim.event;

import org.jspecify.annotations.NullMarked;
