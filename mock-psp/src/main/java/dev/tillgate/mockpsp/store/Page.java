package dev.tillgate.mockpsp.store;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted, newest first.
 *
 * @param limit at most so many documents
 * @param startingAfter only those older than this id; null for all
 * @param endingBefore only those newer than this id, and of them the oldest; null for all
 */
public record Page(int limit, @Nullable String startingAfter, @Nullable String endingBefore) {}
