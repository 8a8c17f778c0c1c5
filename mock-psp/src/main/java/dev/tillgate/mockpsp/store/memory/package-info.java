/** A store that is gone when the process is. */
@NullMarked
package dev.tillgate.mockpsp.store.memory;

import org.jspecify.annotations.NullMarked;
