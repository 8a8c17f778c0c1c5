package dev.tillgate.gateway.webhook.egress;

import java.net.UnknownHostException;

/** The guard will not let anything be sent there; the message says why, for a person. */
public final class EgressRefused extends UnknownHostException {
  public EgressRefused(String reason) {
    super(reason);
  }
}
