package dev.tillgate.mockpsp.page;

/** A name and a value, as a list of details shows them. */
public record Fact(String name, String value) {}
