package dev.tillgate.mockpsp.http;

/** A parameter without brackets behind it. */
record Text(String value) implements Value {}
