package dev.tillgate.gateway.payment.callback.debugger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.payment.callback.CallbackSource;
import dev.tillgate.gateway.payment.callback.ProviderEvent;
import dev.tillgate.gateway.payment.callback.Signatory;
import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.Sample;
import dev.tillgate.gateway.payment.callback.scheme.Samples;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.provider.News;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Held against what the providers publish, spoiled in one thing each. */
class SignatureDebuggerTest {
  static Stream<Sample> all() {
    return Samples.all();
  }

  static Stream<Sample> withHeader() {
    return Samples.all().filter(sample -> !sample.signatureHeader().isEmpty());
  }

  static Stream<Sample> withTime() {
    return Stream.of(Samples.stripe(), Samples.standardWebhooks(), Samples.slack());
  }

  private static Diagnosis diagnose(Sample sample, CallbackSecret... secrets) {
    GivenHeaders headers = new GivenHeaders(sample.headers());
    Delivery delivery =
        new Delivery(headers::all, sample.body().getBytes(UTF_8), Optional.of(Sample.URL));
    Signatory provider =
        new Signatory("stripe", sample.verifier(), List.of(secrets), Optional.of(Sample.URL));
    return new SignatureDebugger(provider, event -> "sample", delivery, headers, sample.now())
        .diagnose();
  }

  private static Diagnosis diagnose(Sample sample) {
    return diagnose(sample, forEver(sample.secrets().right()));
  }

  private static CallbackSecret forEver(String value) {
    return new CallbackSecret(value, Optional.empty());
  }

  private static List<String> codes(Diagnosis diagnosis) {
    return diagnosis.causes().stream().map(Diagnosis.Cause::code).toList();
  }

  private static List<String> verdicts(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .map(finding -> finding.name() + ' ' + finding.verdict())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsGenuineHasNoCauses(Sample sample) {
    Diagnosis diagnosis = diagnose(sample);

    assertThat(diagnosis.genuine()).isTrue();
    assertThat(diagnosis.causes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("withTime")
  void aClockThatIsOffIsToldFromAWrongSignature(Sample sample) {
    Diagnosis diagnosis = diagnose(sample.at(sample.now().plusSeconds(412)));

    assertThat(diagnosis.genuine()).isFalse();
    assertThat(verdicts(diagnosis))
        .containsExactly("header OK", "timestamp FAILED", "signature OK", "event OK");
    assertThat(diagnosis.causes())
        .singleElement()
        .satisfies(cause -> assertThat(cause.code()).isEqualTo("clock-off"))
        .satisfies(cause -> assertThat(cause.text()).contains("412 s before"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSecretWhoseOverlapIsOverIsNamed(Sample sample) {
    CallbackSecret ended =
        new CallbackSecret(sample.secrets().right(), Optional.of(sample.now().minusSeconds(60)));

    Diagnosis diagnosis = diagnose(sample, ended, forEver(sample.secrets().other()));

    assertThat(diagnosis.genuine()).isFalse();
    assertThat(codes(diagnosis)).containsExactly("old-secret");
  }

  @ParameterizedTest
  @MethodSource("all")
  void anotherSecretIsSaidToBeAnother(Sample sample) {
    Diagnosis diagnosis = diagnose(sample, forEver(sample.secrets().other()));

    assertThat(codes(diagnosis)).containsExactly("other-secret-or-content");
    assertThat(verdicts(diagnosis)).contains("header OK", "signature FAILED", "event NOT_REACHED");
  }

  @ParameterizedTest
  @MethodSource("all")
  void noActiveSecretIsSaid(Sample sample) {
    CallbackSecret ended =
        new CallbackSecret(sample.secrets().other(), Optional.of(sample.now().minusSeconds(60)));

    assertThat(codes(diagnose(sample, ended))).containsExactly("no-secret");
  }

  @ParameterizedTest
  @MethodSource("withHeader")
  void aHeaderThatWasRenamedIsFound(Sample sample) {
    Map<String, String> renamed = new java.util.TreeMap<>(sample.headers());
    renamed.put("X-Forwarded-Thing", renamed.remove(sample.signatureHeader()));
    Sample odd =
        new Sample(
            sample.verifier(),
            sample.signatureHeader(),
            renamed,
            sample.body(),
            sample.secrets(),
            sample.now());

    Diagnosis diagnosis = diagnose(odd);

    assertThat(codes(diagnosis)).contains("wrong-header", "no-signature");
    assertThat(diagnosis.causes().toString()).contains("X-Forwarded-Thing");
    assertThat(verdicts(diagnosis)).contains("header FAILED", "signature NOT_REACHED");
  }

  @Test
  void aCallbackOfAnotherSchemeIsNamed() {
    Sample gitHub = Samples.gitHub();
    Sample misled =
        new Sample(
            Samples.stripe().verifier(),
            "",
            gitHub.headers(),
            gitHub.body(),
            gitHub.secrets(),
            gitHub.now());

    Diagnosis diagnosis = diagnose(misled);

    assertThat(codes(diagnosis).getFirst()).isEqualTo("other-scheme");
    assertThat(diagnosis.causes().getFirst().text()).contains("X-Hub-Signature-256", "GitHub");
  }

  @Test
  void aSecretWithoutItsPrefixIsFound() {
    assertThat(codes(diagnose(Samples.stripe(), forEver("test_secret"))))
        .containsExactly("secret-misread");
  }

  static Stream<Arguments> rewritten() {
    String compact = "{\"id\":\"evt_1\"}";
    return Stream.of(
        Arguments.of(compact + "\n", "without the white space around"),
        Arguments.of("{\"id\": \"evt_1\"}", "without white space"),
        Arguments.of("{\n  \"id\" : \"evt_1\"\n}", "without white space"),
        Arguments.of("\ufeff" + compact, "without its byte order mark"),
        Arguments.of("{\"id\":\"\\u0065vt_1\"}", "without white space"));
  }

  @ParameterizedTest
  @MethodSource("rewritten")
  void aBodyThatWasWrittenAnewIsFound(String body, String how) {
    Diagnosis diagnosis = diagnose(Samples.stripe().withBody(body));

    assertThat(codes(diagnosis)).containsExactly("body-rewritten");
    assertThat(diagnosis.causes().getFirst().text()).contains(how);
  }

  @Test
  void nothingOfASecretAndNoSignatureIsShown() {
    Sample sample = Samples.stripe();
    List<Diagnosis> diagnoses =
        List.of(
            diagnose(sample),
            diagnose(sample.at(Instant.EPOCH)),
            diagnose(sample, forEver("test_secret")),
            diagnose(sample.withBody("{ }")),
            diagnose(sample, forEver(sample.secrets().other())));

    assertThat(diagnoses.toString()).doesNotContain("test_secret", "248a374f", "whsec_test");
  }

  private record Source(SignatureVerifier scheme) implements CallbackSource {
    @Override
    public String provider() {
      return "sample";
    }

    @Override
    public ProviderEvent parse(byte[] body) {
      return new ProviderEvent("evt_1", "sample", Instant.EPOCH, false, new News.Nothing());
    }
  }
}
