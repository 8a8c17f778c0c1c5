package dev.tillgate.system.demo;

import dev.tillgate.system.playground.Wiring;
import java.util.stream.Collectors;

/** The words before and after the story. */
final class Scenery {
  private Scenery() {}

  static String opening(Wiring wiring, Audience audience) {
    return """

    Tillgate: a shop, a payment provider that signs its callbacks, and five who must be told.
    Real sockets on 127.0.0.1 and a real SQLite file; nothing leaves this machine.

      gateway    %s
      provider   %s  (mock-psp, speaks Stripe)
      store      %s
      told       %s
    """
        .formatted(
            wiring.gatewayUrl(),
            wiring.pspUrl(),
            wiring.data(),
            audience.members().stream()
                .map(Member::toString)
                .collect(Collectors.joining("\n             ")))
        .stripTrailing();
  }

  static String ending() {
    return """

    That is all. To go on:
      ./tillgate demo --keep    the same, and leaves everything running to look around
      ./tillgate up             a gateway and a provider to develop against, with curl lines
      ./tillgate bench wake-up  how fast a subscriber is told
      README.md                 the flow, the states, the promises and how each is tested
    """;
  }

  static String kept(Wiring wiring) {
    return """

    Everything still runs; Ctrl-C ends it. To look around:
      gateway   %1$s
      provider  %2$s
      API key   %3$s

      curl -H 'Authorization: Bearer %3$s' %1$s/v1/orders
      curl -H 'Authorization: Bearer %3$s' %1$s/v1/deliveries
      curl %2$s/_mock/ledger
    """
        .formatted(wiring.gatewayUrl(), wiring.pspUrl(), Wiring.API_KEY);
  }
}
