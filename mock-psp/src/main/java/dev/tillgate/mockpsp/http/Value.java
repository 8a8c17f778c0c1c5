package dev.tillgate.mockpsp.http;

/** What a parameter holds: a text, or further parameters in brackets. */
sealed interface Value permits Params, Text {}
