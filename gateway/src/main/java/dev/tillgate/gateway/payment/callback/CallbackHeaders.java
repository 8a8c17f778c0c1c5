package dev.tillgate.gateway.payment.callback;

import java.util.List;

/** A callback's headers, looked up by name without regard to case. */
@FunctionalInterface
public interface CallbackHeaders {
  /** Every value of the header, in order; empty when there is none. */
  List<String> all(String name);
}
