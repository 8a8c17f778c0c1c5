package dev.tillgate.gateway.payment.callback.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Verified;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every scheme promises, tried on each provider's published callback. */
class SchemesTest {
  private static final Rejected BAD = new Rejected("bad-signature");
  private static final int TOLERANCE_SECONDS = 300;

  static List<Sample> all() {
    return Samples.all().toList();
  }

  static List<Sample> withHeader() {
    return Samples.withHeader().toList();
  }

  static List<Sample> withTime() {
    return Samples.withTime().toList();
  }

  static List<Sample> withUrl() {
    return Samples.withUrl().toList();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("all")
  void thePublishedCallbackIsBelieved(Sample sample) {
    assertThat(sample.verify()).isNotInstanceOf(Rejected.class);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("withHeader")
  void noOtherBodyIsBelieved(Sample sample) {
    for (int at = 0; at < sample.body().length(); at++) {
      assertThat(sample.withBody(changed(sample.body(), at)).verify()).isInstanceOf(Rejected.class);
    }
    assertThat(sample.withBody("").verify()).isEqualTo(BAD);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("all")
  void anotherSecretIsNotBelieved(Sample sample) {
    assertThat(sample.verify(List.of(sample.secrets().other()))).isEqualTo(BAD);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("all")
  void whileASecretIsReplacedEitherOneSigns(Sample sample) {
    String right = sample.secrets().right();
    String other = sample.secrets().other();

    assertThat(sample.verify(List.of(right, other))).isEqualTo(sample.verify());
    assertThat(sample.verify(List.of(other, right))).isEqualTo(sample.verify());
    assertThat(sample.verify(List.of(other, other))).isEqualTo(BAD);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("all")
  void withoutASecretNothingIsBelieved(Sample sample) {
    assertThat(sample.verify(List.of())).isEqualTo(new Rejected("no-active-secret"));
    assertThat(sample.verify(List.of(""))).isEqualTo(new Rejected("no-usable-secret"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("withHeader")
  void theSignatureStandsInOneHeaderOfAtMostFourKibibytes(Sample sample) {
    String line = sample.signature();

    assertThat(sample.verifyWithLines(List.of())).isEqualTo(new Rejected("no-signature"));
    assertThat(sample.verifyWithLines(List.of(line, line)))
        .isEqualTo(new Rejected("duplicate-header"));
    assertThat(sample.verifyWithLines(List.of(line + "=".repeat(4097 - line.length()))))
        .isEqualTo(new Rejected("header-too-long"));
    assertThat(sample.verifyWithLines(List.of(line + "=".repeat(4096 - line.length()))))
        .isInstanceOf(Rejected.class)
        .isNotEqualTo(new Rejected("header-too-long"));
    assertThat(sample.verifyWithLines(List.of(line + "\u00e9")))
        .isEqualTo(new Rejected("malformed-header"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("withHeader")
  void noSignatureWrittenAnotherWayIsBelieved(Sample sample) {
    String line = sample.signature();

    for (int at = 0; at < line.length(); at++) {
      assertThat(sample.verifyWithLines(List.of(changed(line, at)))).isInstanceOf(Rejected.class);
      assertThat(sample.verifyWithLines(List.of(line.substring(0, at))))
          .isInstanceOf(Rejected.class);
    }
    assertThat(sample.verifyWithLines(List.of(line.toUpperCase(Locale.ROOT))))
        .isInstanceOf(Rejected.class);
    assertThat(sample.verifyWithLines(List.of(line + " "))).isInstanceOf(Rejected.class);
  }

  @Test
  void aSignatureOfAnotherLengthIsMalformed() {
    assertThat(Samples.gitHub().verifyWithLines(List.of("sha256=ab")))
        .isEqualTo(new Rejected("malformed-signature"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("all")
  void garbageIsRefusedAndNeverAnError(Sample sample) {
    Random random = new Random(20_261_123);
    for (int round = 0; round < 2_000; round++) {
      String line = garbage(random);

      assertThat(sample.withBody(garbage(random)).verifyWithLines(List.of(line)))
          .as(line)
          .isInstanceOf(Rejected.class);
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("withHeader")
  @Timeout(10)
  void aHugeHeaderIsRefusedWithoutBeingRead(Sample sample) {
    String huge = sample.signature().repeat(200_000);

    for (int i = 0; i < 10_000; i++) {
      assertThat(sample.verifyWithLines(List.of(huge))).isEqualTo(new Rejected("header-too-long"));
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("withTime")
  void aSignatureFarFromOurTimeIsRefused(Sample sample) {
    Sample late = sample.at(sample.now().plusSeconds(TOLERANCE_SECONDS + 1));
    Sample early = sample.at(sample.now().minusSeconds(TOLERANCE_SECONDS + 1));

    assertThat(late.verify()).isEqualTo(new Rejected("too-old"));
    assertThat(early.verify()).isEqualTo(new Rejected("too-new"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("withTime")
  void aSignatureWithinTheToleranceIsBelieved(Sample sample) {
    for (int seconds : new int[] {-TOLERANCE_SECONDS, TOLERANCE_SECONDS}) {
      assertThat(sample.at(sample.now().plusSeconds(seconds)).verify())
          .isNotInstanceOf(Rejected.class);
    }
  }

  @Test
  void aToleranceIsNotNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> Schemes.slack(Duration.ofSeconds(-1)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("withUrl")
  void theConfiguredUrlIsSignedWhateverTheHostSays(Sample sample) {
    Sample relayed = sample.with("Host", "attacker.example");
    List<String> secrets = List.of(sample.secrets().right());

    assertThat(relayed.verify()).isInstanceOf(Verified.class);
    assertThat(relayed.verify(Optional.of("https://attacker.example/"), secrets)).isEqualTo(BAD);
    assertThat(relayed.verify(Optional.empty(), secrets))
        .isEqualTo(new Rejected("no-configured-url"));
  }

  @Test
  void onlyAdyenAsksForAWord() {
    assertThat(Samples.all().map(sample -> sample.verifier().acknowledgement()).distinct())
        .containsExactly("", "[accepted]");
    assertThat(Schemes.adyen().acknowledgement()).isEqualTo("[accepted]");
  }

  private static String changed(String text, int at) {
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private static String garbage(Random random) {
    String alphabet = "v01a=,. t%&?+/{}[]\":é\0\uD800sha256";
    int[] chars =
        IntStream.range(0, random.nextInt(120))
            .map(i -> alphabet.charAt(random.nextInt(alphabet.length())))
            .toArray();
    return Arrays.stream(chars)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
