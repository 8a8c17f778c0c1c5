package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Verified;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Twilio signs beyond its SDKs' vector. */
class TwilioContentTest {
  private final Sample form = Samples.twilio();

  @Test
  void theManualsExampleIsBelieved() {
    assertThat(
            form.withBody(Samples.TWILIO_FORM.replace("14158675309", "12349013030"))
                .with("X-Twilio-Signature", "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")
                .verify())
        .isInstanceOf(Verified.class);
  }

  @Test
  void theOrderAndTheWritingOfTheParametersDoNotCount() {
    String other =
        "Caller=%2b14158675309&&CallSid=%43A1234567890ABCDE&Digits=1234"
            + "&From=%2B14158675309&To=%2B18005551212&";

    assertThat(form.withBody(other).verify()).isEqualTo(form.verify());
  }

  @Test
  void aRepetitionIsKnownByWhatIsSigned() {
    Sample changed = signed("From=1&MessageStatus=sent", Sample.URL + "From1MessageStatussent");

    SignedEvent event = event(changed);

    assertThat(event.id()).matches("sha256_[0-9a-f]{64}").isEqualTo(event(changed).id());
    assertThat(event.id()).isNotEqualTo(event(form).id());
    assertThat(event.type()).isEqualTo("sent");
    assertThat(event.occurredAt()).isEmpty();
  }

  @Test
  void aNameGivenTwiceCountsOnceForEachValue() {
    assertThat(signed("a=2&a=1&a=2&b", Sample.URL + "a1a2b").verify()).isInstanceOf(Verified.class);
  }

  @Test
  void aUrlWithoutAQueryGetsOne() {
    String body = "{}";
    String url = "https://mycompany.com/myapp";
    Sample json =
        signed(body, url + "?bodySHA256=" + Fingerprint.hex(body.getBytes(UTF_8)))
            .with("Content-Type", "application/json");

    assertThat(json.verify(Optional.of(url), List.of("12345"))).isInstanceOf(Verified.class);
  }

  @Test
  void theSignatureOfAJsonBodyIsNotOneOfAForm() {
    Sample json = Samples.twilioJson();
    String hash = Fingerprint.hex(json.body().getBytes(UTF_8));
    Sample forged =
        json.withBody("%26bodySHA256%3D" + hash + "=")
            .with("Content-Type", "application/x-www-form-urlencoded");

    assertThat(json.verify()).isInstanceOf(Verified.class);
    assertThat(forged.verify()).isEqualTo(new Rejected("malformed-body"));
  }

  @Test
  void aBodyThatIsNoFormIsRefused() {
    for (String body : List.of("a=%", "a=%zz", "%=a", "=a")) {
      assertThat(form.withBody(body).verify()).isEqualTo(new Rejected("malformed-body"));
    }
  }

  @Test
  void aThousandParametersAreReadOneMoreIsNot() {
    assertThat(form.withBody("a=1" + "&a=1".repeat(999)).verify())
        .isEqualTo(new Rejected("bad-signature"));
    assertThat(form.withBody("a=1" + "&a=1".repeat(1_000)).verify())
        .isEqualTo(new Rejected("too-many-parameters"));
  }

  private Sample signed(String body, String content) {
    byte[] signature = Samples.hmac("HmacSHA1", "12345".getBytes(UTF_8), content.getBytes(UTF_8));
    return form.withBody(body)
        .with("X-Twilio-Signature", Base64.getEncoder().encodeToString(signature));
  }

  private static SignedEvent event(Sample callback) {
    return ((Verified) callback.verify()).events().getFirst();
  }
}
