/**
 * The events of a simulation: their queue, and the contract between the engine's loop and its
 * modules, which consists of the kinds of events, the scheduling of events, the duties of a module,
 * and the market events that it receives. The engine depends on this contract; the modules do not
 * depend on the engine.
 */
@NullMarked
package io.quanttradinggym.sim.event;

import org.jspecify.annotations.NullMarked;
