/** A store in a file: one connection, one thread that writes it, many units to a commit. */
@NullMarked
package dev.tillgate.mockpsp.store.sqlite;

import org.jspecify.annotations.NullMarked;
