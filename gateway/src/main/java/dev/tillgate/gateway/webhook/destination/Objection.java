package dev.tillgate.gateway.webhook.destination;

/**
 * Why an endpoint cannot be saved; the caller gets it as a 422.
 *
 * @param field {@code url}, {@code headers} or {@code event_types}
 * @param why the end of a sentence that begins with the field, without a full stop
 */
public record Objection(String field, String why) {}
