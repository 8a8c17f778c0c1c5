package dev.tillgate.gateway.verify;

import java.util.Set;

/**
 * What our store says of the callbacks, at one moment.
 *
 * @param events the provider's ids of those that came
 * @param types the types that came
 * @param intents the provider's ids of our payments
 */
record InboxBooks(Set<String> events, Set<String> types, Set<String> intents) {
  InboxBooks {
    events = Set.copyOf(events);
    types = Set.copyOf(types);
    intents = Set.copyOf(intents);
  }

  /**
   * Whether it must have come: it is about a payment of ours, and of a type that is used here. One
   * that no endpoint wants counts as delivered too.
   */
  boolean expects(ProviderNotice notice) {
    return intents.contains(notice.intent()) && types.contains(notice.type());
  }

  boolean has(ProviderNotice notice) {
    return events.contains(notice.id());
  }
}
