package dev.tillgate.gateway.platform.store.transfer;

/** How many rows of a table were moved: all it had. */
public record Moved(String table, long rows) {}
