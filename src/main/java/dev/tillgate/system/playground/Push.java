package dev.tillgate.system.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook of GitHub's, signed as its manual says, sent by hand. */
public record Push(String id, String body) {

  /** Sends it to the gateway. */
  public Reply send(Wiring wiring) {
    return new HttpClient(wiring.gatewayUrl(), "not-needed-here")
        .post(
            "/v1/callbacks/github",
            body,
            "X-GitHub-Delivery",
            id,
            "X-GitHub-Event",
            "push",
            "X-Hub-Signature-256",
            "sha256=" + signature());
  }

  private String signature() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Wiring.GITHUB_SECRET.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
