/** Chooses the engine; nothing else knows that there are two. */
@NullMarked
package dev.tillgate.gateway.platform.store.engine;

import org.jspecify.annotations.NullMarked;
