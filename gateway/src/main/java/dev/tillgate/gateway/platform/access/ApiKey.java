package dev.tillgate.gateway.platform.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the store knows it; the key itself is shown once and never kept.
 *
 * @param id {@code key_…}
 * @param scope the widest thing it may do
 * @param revokedAt null while it works
 */
public record ApiKey(
    String id, String name, Scope scope, Instant createdAt, @Nullable Instant revokedAt) {}
