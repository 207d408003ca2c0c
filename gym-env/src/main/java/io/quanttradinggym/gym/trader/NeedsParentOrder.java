package io.quanttradinggym.gym.trader;

/** Marks plug-ins that make sense only in scenarios with a parent order. */
public interface NeedsParentOrder {}
