/**
 * The engine for one machine: a SQLite file, one writer that commits in groups, readers beside it.
 */
@NullMarked
package dev.tillgate.gateway.platform.store.sqlite;

import org.jspecify.annotations.NullMarked;
