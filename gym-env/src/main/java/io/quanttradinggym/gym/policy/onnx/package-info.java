/** ONNX Runtime as this program uses it. */
@NullMarked
package io.quanttradinggym.gym.policy.onnx;

import org.jspecify.annotations.NullMarked;
