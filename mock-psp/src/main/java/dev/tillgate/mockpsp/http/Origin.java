package dev.tillgate.mockpsp.http;

import org.jspecify.annotations.Nullable;

/**
 * Which request made something happen.
 *
 * @param requestId {@code req_…}; null when nobody's request did, as when a bank settles
 * @param idempotencyKey the caller's key; null when it sent none
 * @param baseUrl how the caller reaches this server, for links to its pages
 */
public record Origin(@Nullable String requestId, @Nullable String idempotencyKey, String baseUrl) {}
