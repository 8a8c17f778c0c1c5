/** One SQLite store, one thread that writes it. */
@NullMarked
package dev.tillgate.mockpsp.store;

import org.jspecify.annotations.NullMarked;
