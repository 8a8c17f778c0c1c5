package dev.tillgate.gateway.webhook.destination;

import java.io.IOException;

/** The guard will not let anything be sent there; the message says why, for a person. */
public final class NotAllowedException extends IOException {
  public NotAllowedException(String reason) {
    super(reason);
  }
}
