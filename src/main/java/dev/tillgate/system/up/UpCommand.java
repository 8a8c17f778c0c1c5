package dev.tillgate.system.up;

import dev.tillgate.gateway.cli.LogSetup;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Playground;
import dev.tillgate.system.playground.UntilStopped;
import dev.tillgate.system.playground.Wiring;
import java.nio.file.Path;

/** {@code up}: gateway and provider, wired to each other, on the loopback address. */
public final class UpCommand {
  private final Wiring asked;

  public UpCommand(int port, int pspPort, Path data) {
    asked = new Wiring(port, pspPort, data, Patience.USUAL);
  }

  /** Runs until it is stopped from outside. */
  public int run() throws InterruptedException {
    LogSetup.to("text");
    Playground playground = Playground.start(asked);
    System.out.print(welcome(playground.wiring()));
    System.out.flush();
    UntilStopped.then(playground::close);
    return 0;
  }

  private static String welcome(Wiring wiring) {
    return """

    gateway    %1$s
    provider   %2$s  (mock-psp: speaks Stripe, test payment methods only)
    API key    %3$s  (fixed, for this machine only)
    data       %4$s
    callbacks  %5$s

      curl -X PUT %1$s/v1/products/tea-green -H 'Authorization: Bearer %3$s' \\
        -H 'Content-Type: application/json' \\
        -d '{"name":"Green tea","unit_amount":1299,"currency":"usd","stock":100}'

      curl %1$s/v1/checkouts -H 'Authorization: Bearer %3$s' \\
        -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%%s%%N)" \\
        -d '{"items":[{"sku":"tea-green","quantity":2}],"currency":"usd",\
    "customer":{"email":"ada@example.com"},"payment":{"method":"pm_card_visa"}}'

    The log goes to standard error (2>file keeps it). Ctrl-C stops both.

    """
        .formatted(
            wiring.gatewayUrl(),
            wiring.pspUrl(),
            Wiring.API_KEY,
            wiring.data().toAbsolutePath().normalize(),
            wiring.callbackUrl());
  }
}
