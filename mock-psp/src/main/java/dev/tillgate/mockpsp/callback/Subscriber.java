package dev.tillgate.mockpsp.callback;

import org.jspecify.annotations.Nullable;

/** An endpoint as a delivery needs it; {@code apiVersion} is null for the account's own. */
record Subscriber(String endpoint, @Nullable String apiVersion) {}
