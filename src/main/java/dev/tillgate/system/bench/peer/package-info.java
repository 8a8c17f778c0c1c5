/**
 * What can be measured beside the gateway's outbox, and where: whoever keeps events and posts them,
 * each trial of it in a process, on a store and at a port of its own.
 */
@NullMarked
package dev.tillgate.system.bench.peer;

import org.jspecify.annotations.NullMarked;
