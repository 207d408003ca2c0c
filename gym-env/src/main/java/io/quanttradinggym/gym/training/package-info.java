/**
 * Play of a vector of environments by a policy that is being trained: plain Java inference, actions
 * sampled from a stream of their own, and the buffers that an update of the policy needs. Inference
 * gives the same bits on every machine.
 */
@NullMarked
package io.quanttradinggym.gym.training;

import org.jspecify.annotations.NullMarked;
