/**
 * The engine for more than one machine: PostgreSQL. Transactions run side by side at READ
 * COMMITTED; rows that a transaction reads in order to change them are locked by {@link
 * dev.tillgate.gateway.platform.store.Tx#queryForUpdate}.
 */
@NullMarked
package dev.tillgate.gateway.platform.store.postgres;

import org.jspecify.annotations.NullMarked;
