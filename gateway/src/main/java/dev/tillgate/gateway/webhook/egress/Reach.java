package dev.tillgate.gateway.webhook.egress;

/** Who may be reached at an address. */
public enum Reach {
  /** Anyone's, on the public Internet. */
  PUBLIC,
  /** The operator's own networks: only when they say so. */
  PRIVATE,
  /** Nobody's receiver is ever there: link-local, metadata, multicast, translated, reserved. */
  NEVER
}
