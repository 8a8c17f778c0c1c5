package dev.tillgate.mockpsp.idempotency;

/**
 * The first answer given under a key.
 *
 * @param fingerprint of the request it answered
 * @param requestId of that request
 * @param body the answer's text, given again byte for byte
 */
public record StoredAnswer(String fingerprint, String requestId, int status, String body) {}
