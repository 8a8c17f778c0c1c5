package dev.tillgate.mockpsp.callback;

/** How an event reaches the endpoints that want it. */
public enum DeliveryMode {
  /** As soon as it is stored. */
  ONCE,
  /** Two deliveries for each endpoint. */
  TWICE,
  /** Not at all, unless somebody asks for it again. */
  NEVER,
  /** Before the request that caused it is answered. */
  BEFORE_ANSWER
}
