/**
 * {@code bench outbox}: the gateway's outbox beside the libraries people would use instead. Every
 * trial is a process of its own, in which one candidate does what all do.
 */
@NullMarked
package dev.tillgate.system.bench.outbox;

import org.jspecify.annotations.NullMarked;
