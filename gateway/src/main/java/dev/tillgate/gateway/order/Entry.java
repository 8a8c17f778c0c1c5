package dev.tillgate.gateway.order;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One line of an order's timeline.
 *
 * @param kind a dotted name that starts with {@code checkout.}, {@code payment.}, {@code
 *     callback.}, {@code order.}, {@code event.} or {@code delivery.}
 * @param text one line for a person
 * @param details an object for programs; never a secret
 */
public record Entry(Instant at, String kind, String text, JsonNode details) {}
