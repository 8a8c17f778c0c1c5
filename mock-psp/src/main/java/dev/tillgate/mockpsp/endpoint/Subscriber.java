package dev.tillgate.mockpsp.endpoint;

import org.jspecify.annotations.Nullable;

/** An endpoint as an event meets it; {@code apiVersion} is null for the account's own. */
public record Subscriber(String endpoint, String url, @Nullable String apiVersion) {}
