package dev.tillgate.mockpsp.callback;

/** Carries one signed callback to its endpoint. */
@FunctionalInterface
interface Transport {
  /** Posts it and waits for the answer, for a bounded time; every failure is an outcome. */
  Outcome post(String url, String signature, String body);
}
