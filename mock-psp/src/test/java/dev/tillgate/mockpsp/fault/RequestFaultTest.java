package dev.tillgate.mockpsp.fault;

import static dev.tillgate.mockpsp.Wire.header;
import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.SteppedPause;
import dev.tillgate.mockpsp.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Every fault of a request seen over a socket, and what the ledger says about it. */
class RequestFaultTest {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String FORM =
      "amount=1099&currency=eur&payment_method_types[]=card&payment_method=pm_card_visa"
          + "&confirm=true&metadata[order_id]=ord_1";

  private final SteppedPause pause = new SteppedPause();
  private final MockPsp psp =
      MockPsp.start(MockPspSettings.inMemory(), new SteppedClock(), new Random(1), pause);
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void anErrorBeforeTheEffectExecutesNothingAndIsNotKept() throws Exception {
    script("\"when\":\"before\",\"do\":\"status\",\"status\":500,\"times\":1");

    HttpResponse<String> broken = pay("k1");
    HttpResponse<String> again = pay("k1");

    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(json(broken).at("/error/type").asString()).isEqualTo("api_error");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(header(again, "Idempotent-Replayed")).isEmpty();
    assertThat(told()).isEqualTo("captured 1099, executions 1, replays 0");
  }

  @Test
  void anErrorAfterTheEffectHidesAnAnswerThatIsKept() throws Exception {
    script("\"when\":\"after\",\"do\":\"status\",\"status\":503,\"times\":1");

    HttpResponse<String> broken = pay("k1");
    String toldAtOnce = told();
    HttpResponse<String> again = pay("k1");

    assertThat(broken.statusCode()).isEqualTo(503);
    assertThat(toldAtOnce).isEqualTo("captured 1099, executions 1, replays 0");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");
    assertThat(header(again, "Original-Request")).isEqualTo(header(broken, "Original-Request"));
    assertThat(told()).isEqualTo("captured 1099, executions 1, replays 1");
  }

  @Test
  void theOfficialLibraryTakesThemForWhatTheyAre() {
    assertThat(asTheLibrarySeesIt(429, RateLimitException.class).getCode()).isEqualTo("rate_limit");
    assertThat(asTheLibrarySeesIt(500, ApiException.class).getStatusCode()).isEqualTo(500);
    assertThat(asTheLibrarySeesIt(400, StripeException.class).getStripeError().getType())
        .isEqualTo("invalid_request_error");
    assertThat(asTheLibrarySeesIt(409, StripeException.class).getStripeError().getType())
        .isEqualTo("idempotency_error");
  }

  @Test
  void aResetBeforeTheEffectLeavesNothing() throws Exception {
    script("\"when\":\"before\",\"do\":\"reset\",\"times\":1");

    assertThatThrownBy(() -> pay("k1")).hasRootCauseInstanceOf(IOException.class);

    assertThat(told()).isEqualTo("nothing");
    assertThat(header(pay("k1"), "Idempotent-Replayed")).isEmpty();
  }

  @Test
  void aResetAfterTheEffectLeavesThePaymentAndItsAnswer() throws Exception {
    script("\"when\":\"after\",\"do\":\"reset\",\"times\":1");

    assertThatThrownBy(() -> pay("k1")).hasRootCauseInstanceOf(IOException.class);

    assertThat(told()).isEqualTo("captured 1099, executions 1, replays 0");
    assertThat(header(pay("k1"), "Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void aDelayBeforeTheEffectHoldsKeyWhileNothingHasHappenedYet() throws Exception {
    script("\"when\":\"before\",\"do\":\"delay\",\"delay\":\"PT3S\",\"times\":1");

    CompletableFuture<HttpResponse<String>> delayed = paying("k1");
    SteppedPause.Wait wait = pause.next();
    HttpResponse<String> meanwhile = pay("k1");
    String toldMeanwhile = told();
    wait.end();

    assertThat(wait.most()).isEqualTo(Duration.ofSeconds(3));
    assertThat(json(meanwhile).at("/error/code").asString()).isEqualTo("idempotency_key_in_use");
    assertThat(toldMeanwhile).isEqualTo("nothing");
    assertThat(delayed.join().statusCode()).isEqualTo(200);
    assertThat(told()).isEqualTo("captured 1099, executions 1, replays 0");
  }

  @Test
  void aDelayAfterTheEffectHoldsKeyAndObjectWhileTheMoneyIsTaken() throws Exception {
    String id = shop.open().getId();
    String confirm = INTENTS + "/" + id + "/confirm";
    script(
        "\"match\":{\"path\":\""
            + confirm
            + "\"},\"when\":\"after\",\"do\":\"delay\",\"delay\":\"PT3S\",\"times\":1");

    CompletableFuture<HttpResponse<String>> delayed =
        CompletableFuture.supplyAsync(() -> post(confirm, "payment_method=pm_card_visa", "k1"));
    SteppedPause.Wait wait = pause.next();
    String toldMeanwhile = told();
    HttpResponse<String> otherKey = post(confirm, "", "k2");
    wait.end();

    assertThat(toldMeanwhile).isEqualTo("captured 1099, executions 1, replays 0");
    assertThat(json(otherKey).at("/error/code").asString()).isEqualTo("lock_timeout");
    assertThat(delayed.join().statusCode()).isEqualTo(200);
  }

  @Test
  void anErrorMayComeLate() throws Exception {
    script("\"do\":\"status\",\"status\":500,\"delay\":\"PT2S\",\"times\":1");

    CompletableFuture<HttpResponse<String>> broken = paying("k1");
    SteppedPause.Wait wait = pause.next();
    wait.end();

    assertThat(wait.most()).isEqualTo(Duration.ofSeconds(2));
    assertThat(broken.join().statusCode()).isEqualTo(500);
  }

  @Test
  void anAnswerGivenAgainBreaksAsWell() throws Exception {
    pay("k1");
    script("\"when\":\"before\",\"do\":\"status\",\"status\":500,\"times\":1");

    assertThat(pay("k1").statusCode()).isEqualTo(500);
    assertThat(told()).isEqualTo("captured 1099, executions 1, replays 0");
    assertThat(header(pay("k1"), "Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void aReadingRequestBreaksAsWell() throws Exception {
    script("\"match\":{\"method\":\"GET\"},\"do\":\"status\",\"status\":500,\"times\":1");

    assertThat(pay("k1").statusCode()).isEqualTo(200);
    assertThat(wire.get(INTENTS).statusCode()).isEqualTo(500);
    assertThat(wire.get(INTENTS).statusCode()).isEqualTo(200);
  }

  private void script(String fields) throws Exception {
    ObjectNode added = wire.control("faults", "{" + fields + "}");
    assertThat(added.path("id").asString("")).as(added.toString()).startsWith("flt_");
  }

  private <E extends StripeException> E asTheLibrarySeesIt(int status, Class<E> kind) {
    return catchThrowableOfType(
        kind,
        () -> {
          script("\"do\":\"status\",\"status\":" + status + ",\"times\":1");
          shop.pay("pm_card_visa");
        });
  }

  private HttpResponse<String> pay(String key) {
    return post(INTENTS, FORM, key);
  }

  private CompletableFuture<HttpResponse<String>> paying(String key) {
    return CompletableFuture.supplyAsync(() -> pay(key));
  }

  private HttpResponse<String> post(String path, String form, String key) {
    try {
      // On a connection of its own: JDK clients repeat what broke on one that was used before.
      return new Wire(psp).post(path, form, "Idempotency-Key", key);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String told() throws Exception {
    ObjectNode ledger = wire.control("ledger?order=ord_1");
    if (ledger.path("payment_intents").isEmpty()) {
      return "nothing";
    }
    int last = ledger.path("keys").size() - 1;
    return "captured %d, executions %d, replays %d"
        .formatted(
            ledger.at("/payment_intents/0/captured").asInt(),
            ledger.at("/keys/" + last + "/executions").asInt(),
            ledger.at("/keys/" + last + "/replays").asInt());
  }
}
