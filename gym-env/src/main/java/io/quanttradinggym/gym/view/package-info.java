/**
 * Observable state of a trader at a decision, in parts: prices, order book, account, own orders,
 * task and parent order. Plug-ins declare the parts that they need, so that they work with every
 * kind of market that supplies these. Read-only, allocation-free.
 */
@NullMarked
package io.quanttradinggym.gym.view;

import org.jspecify.annotations.NullMarked;
