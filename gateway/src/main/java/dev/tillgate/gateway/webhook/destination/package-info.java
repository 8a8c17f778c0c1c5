/**
 * The port for destinations of other kinds than HTTPS: what a module of its own implements, found
 * by {@link java.util.ServiceLoader}. Everything else, from retries to the timeline, is the
 * engine's.
 */
@NullMarked
package dev.tillgate.gateway.webhook.destination;

import org.jspecify.annotations.NullMarked;
