package dev.tillgate.system.stage;

import com.stripe.net.Webhook;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Wiring;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A callback of the provider, signed by Stripe's own library, sent by hand. */
public record SignedCallback(String body, String secret, Instant at) {

  /** A good one about that event. */
  public static SignedCallback of(JsonNode event) {
    return new SignedCallback(event.toString(), Wiring.CALLBACK_SECRET, Instant.now());
  }

  /** Signed with something else. */
  public SignedCallback forged() {
    return new SignedCallback(body, "whsec_of_somebody_else", at);
  }

  /** Signed that much later (or earlier, when negative). */
  public SignedCallback signedLaterBy(Duration shift) {
    return new SignedCallback(body, secret, at.plus(shift));
  }

  /** Sends it as it is. */
  public Reply send(Wiring wiring) {
    return send(wiring, body);
  }

  /** Sends another body under this one's signature. */
  public Reply send(Wiring wiring, String otherBody) {
    return new HttpClient(wiring.gatewayUrl(), "not-needed-here")
        .post("/v1/callbacks/stripe", otherBody, "Stripe-Signature", header());
  }

  private String header() {
    try {
      String signed = at.getEpochSecond() + "." + body;
      String signature = Webhook.Util.computeHmacSha256(secret, signed);
      return "t=" + at.getEpochSecond() + ",v1=" + signature;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
