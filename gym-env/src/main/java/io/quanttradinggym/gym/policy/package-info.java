/** Policies that decide inside the JVM: ONNX models and baselines. */
@NullMarked
package io.quanttradinggym.gym.policy;

import org.jspecify.annotations.NullMarked;
