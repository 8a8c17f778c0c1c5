package dev.tillgate.mockpsp.fault;

import static dev.tillgate.mockpsp.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.SteppedPause;
import dev.tillgate.mockpsp.Wire;
import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.mockpsp.client.MockPspClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that neither answers nor hangs up, until the caller does. */
class HangTest {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String FORM =
      "amount=1099&currency=eur&payment_method_types[]=card&payment_method=pm_card_visa"
          + "&confirm=true";

  private final SteppedPause pause = new SteppedPause();
  private final MockPsp provider =
      MockPsp.start(MockPspSettings.inMemory(), new SteppedClock(), new Random(1), pause);
  private final MockPspClient psp = MockPspClient.at(provider.url());

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void beforeTheEffectItSaysNothingUntilTheCallerGoesAway() throws Exception {
    psp.faults().onAny().before().times(1).hang();

    SteppedPause.Wait hang = leftWithoutAWord();

    assertThat(hang.isOverByItself()).isTrue();
    assertThat(psp.ledger()).isEqualTo(new Ledger(List.of(), List.of()));
    assertThat(header(pay("k1"), "Idempotent-Replayed")).isEmpty();
  }

  @Test
  void afterTheEffectItHoldsNeitherTheKeyNorItsAnswer() throws Exception {
    psp.faults().onAny().after().times(1).hang();

    CompletableFuture<HttpResponse<String>> hanging = paying("k1");
    SteppedPause.Wait hang = pause.next();
    HttpResponse<String> again = pay("k1");
    hang.end();

    assertThatThrownBy(hanging::join).hasRootCauseInstanceOf(IOException.class);
    assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");
    assertThat(psp.ledger().intent().captured()).isEqualTo(1099);
    assertThat(psp.ledger().key("k1").executions()).isEqualTo(1);
  }

  @Test
  void itEndsAfterFiveMinutes() throws Exception {
    psp.faults().onAny().times(1).hang();

    CompletableFuture<HttpResponse<String>> hanging = paying("k1");
    SteppedPause.Wait bounded = pause.next();
    bounded.end();

    assertThat(bounded.most()).isEqualTo(Duration.ofMinutes(5));
    assertThatThrownBy(hanging::join).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void itEndsWhenTheProviderStops() throws Exception {
    psp.faults().onAny().times(1).hang();

    CompletableFuture<HttpResponse<String>> hanging = paying("k1");
    SteppedPause.Wait hang = pause.next();
    pause.close(); // What the provider does first when it is closed.

    assertThat(hang.isOverByItself()).isTrue();
    assertThatThrownBy(hanging::join).hasRootCauseInstanceOf(IOException.class);
  }

  /** Sends a payment, waits for an answer in vain, and closes the connection. */
  private SteppedPause.Wait leftWithoutAWord() throws Exception {
    try (Socket socket = new Socket(provider.url().getHost(), provider.url().getPort())) {
      String head =
          "POST "
              + INTENTS
              + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk_test_1\r\nIdempotency-Key: k1\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
              + FORM.length()
              + "\r\n\r\n";
      socket.getOutputStream().write((head + FORM).getBytes(StandardCharsets.UTF_8));
      SteppedPause.Wait hang = pause.next();
      socket.setSoTimeout(50);
      InputStream answer = socket.getInputStream();
      assertThatThrownBy(answer::read).isInstanceOf(SocketTimeoutException.class);
      return hang;
    }
  }

  private CompletableFuture<HttpResponse<String>> paying(String key) {
    return CompletableFuture.supplyAsync(() -> pay(key));
  }

  private HttpResponse<String> pay(String key) {
    try {
      // On a connection of its own: JDK clients repeat what broke on one that was used before.
      return new Wire(provider).post(INTENTS, FORM, "Idempotency-Key", key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
