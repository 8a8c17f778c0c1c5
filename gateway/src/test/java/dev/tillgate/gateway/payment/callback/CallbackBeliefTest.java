package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillgate.gateway.order.OrderState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which callbacks are taken in, by secret and time. */
class CallbackBeliefTest {
  private static final String OLD = "whsec_old";
  private static final String NEW = "whsec_new";
  private static final Duration OVERLAP = Duration.ofHours(1);

  @TempDir Path directory;
  Letterbox box;
  String order;
  byte[] success;

  @BeforeEach
  void open() {
    box = new Letterbox(directory, List.of(rotating(), forEver(NEW)), store -> store);
    order = box.order();
    success = box.event("evt_1", "payment_intent.succeeded", order, "succeeded");
  }

  @AfterEach
  void close() {
    box.close();
  }

  private static CallbackSecret rotating() {
    Instant start = new dev.tillgate.gateway.platform.SteppedClock().instant();
    return new CallbackSecret(OLD, Optional.of(start.plus(OVERLAP)));
  }

  private static CallbackSecret forEver(String value) {
    return new CallbackSecret(value, Optional.empty());
  }

  private String signed(String secret, Duration ahead) {
    return Signer.header(secret, box.shop.clock.instant().plus(ahead), success);
  }

  private void assertRefused(String header) {
    assertThat(box.deliverUnder(header, success)).isFalse();
    assertThat(box.inbox()).isEmpty();
    assertThat(box.state(order)).isEqualTo(OrderState.PENDING);
  }

  private void assertTaken(String header) {
    assertThat(box.deliverUnder(header, success)).isTrue();
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 3_600})
  @DisplayName("PAY-B2: signed 301 s ago, or as far ahead, or an hour ahead: refused")
  void aSignatureOfAnotherTimeIsRefused(long seconds) {
    assertRefused(signed(NEW, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 300})
  @DisplayName("PAY-B2: signed 300 s ago, or as far ahead: taken")
  void aSignatureOnTheEdgeIsTaken(long seconds) {
    assertTaken(signed(NEW, Duration.ofSeconds(seconds)));
  }

  @Test
  @DisplayName("PAY-B3: a captured request sent again within 300 s is known, and has no effect")
  void aCapturedRequestHasNoEffect() {
    String header = signed(NEW, Duration.ZERO);
    assertTaken(header);
    List<String> inbox = box.inbox();
    box.shop.clock.advance(Duration.ofSeconds(299));

    assertThat(box.deliverUnder(header, success)).isTrue();

    assertThat(box.inbox()).isEqualTo(inbox);
    assertThat(box.events(order)).containsExactly("order.confirmed");
  }

  static Stream<String> garbage() {
    String v1 = "v1=" + "0".repeat(64);
    return Stream.of(
        "",
        "v1",
        v1,
        "t=1",
        "t=abc," + v1,
        "t=," + v1,
        "t=1,t=2," + v1,
        "t=-1," + v1,
        "t=99999999999999999999," + v1,
        "t=1,v0=" + "0".repeat(64),
        "t=1,v1=",
        "t=1,v1=zz",
        "t=1" + ("," + v1).repeat(150),
        ",".repeat(4_000),
        "\u0000",
        "é");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("garbage")
  @DisplayName("PAY-B4: a garbled header is refused like any other, never an error of ours")
  void aGarbledHeaderIsRefused(String header) {
    assertRefused(header);
  }

  @Test
  @DisplayName("PAY-B4: the header given twice is refused, though one is genuine")
  void aHeaderGivenTwiceIsRefused() {
    List<String> twice = List.of(signed(NEW, Duration.ZERO), signed(NEW, Duration.ZERO));

    assertThat(box.callbacks.receive("stripe", name -> twice, success)).isFalse();
  }

  @Test
  @DisplayName("PAY-B5: during the overlap the old secret is taken")
  void theOldSecretIsTaken() {
    box.shop.clock.advance(OVERLAP.minusSeconds(1));

    assertTaken(signed(OLD, Duration.ZERO));
  }

  @Test
  @DisplayName("PAY-B5: the new secret is taken, during the overlap and after")
  void theNewSecretIsTaken() {
    assertTaken(signed(NEW, Duration.ZERO));
    box.shop.clock.advance(OVERLAP.multipliedBy(2));
    assertThat(box.deliverUnder(signed(NEW, Duration.ZERO), success)).isTrue();
  }

  @Test
  @DisplayName("PAY-B5: a header with two v1, one under each secret, is taken")
  void twoSignaturesAreTaken() {
    String other = signed(OLD, Duration.ZERO).replaceFirst("t=\\d+", "");

    assertTaken(signed(NEW, Duration.ZERO) + other);
  }

  @Test
  @DisplayName("PAY-B5: two v1, of which one is under a secret nobody knows, is taken")
  void oneKnownSignatureIsEnough() {
    String other = signed("whsec_next", Duration.ZERO).replaceFirst("t=\\d+", "");

    assertTaken(signed(OLD, Duration.ZERO) + other);
  }

  @Test
  @DisplayName("PAY-B5: after the overlap the old secret is refused")
  void theOldSecretEnds() {
    box.shop.clock.advance(OVERLAP);

    assertRefused(signed(OLD, Duration.ZERO));
  }

  @Test
  @DisplayName("PAY-B5: three secrets that are active at once refuse to start, none is shown")
  void aThirdActiveSecretRefusesToStart(@TempDir Path other) {
    List<CallbackSecret> three = List.of(rotating(), forEver(NEW), forEver("whsec_third"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Letterbox(other, three, store -> store).close())
        .withMessageContaining("at most 2")
        .withMessageNotContainingAny(NEW, OLD, "third");
  }

  @Test
  @DisplayName("PAY-B5: a third secret that has ended does no harm")
  void aSecretThatHasEndedDoesNotCount(@TempDir Path other) {
    CallbackSecret ended = new CallbackSecret("whsec_ended", Optional.of(Instant.EPOCH));

    new Letterbox(other, List.of(rotating(), forEver(NEW), ended), store -> store).close();
  }
}
