package dev.tillgate.mockpsp.idempotency;

/** How often a key made something happen, and how often it was only answered again. */
public record KeyCount(String key, long executions, long replays) {}
