package dev.tillgate.mockpsp.callback;

/**
 * One send of one event to one endpoint, claimed: nobody else sends it.
 *
 * @param attempts sends begun, this one included; it fences the settling
 */
record Delivery(String id, String event, int attempts, String url, String secret, String body) {}
