package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.delivery.Message;
import okhttp3.MediaType;

/**
 * A message as its endpoint wants it written: what is signed and sent, the same on each attempt.
 *
 * @param body nobody may change it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Envelope(byte[] body, MediaType type) {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType CLOUD_EVENT =
      MediaType.get("application/cloudevents+json; charset=utf-8");

  static Envelope of(Message message) {
    return switch (message.target().endpoint().settings().wire().format()) {
      case STANDARD -> new Envelope(message.payload(), JSON);
      case CLOUDEVENTS -> new Envelope(CloudEvent.of(message.payload()), CLOUD_EVENT);
    };
  }
}
