package dev.tillgate.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.destination.Destination;
import dev.tillgate.gateway.webhook.destination.Notice;
import dev.tillgate.gateway.webhook.destination.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a relay's answer becomes. */
class RelayTest {
  @TempDir Path data;

  @Test
  void aTakenLetterIsDeliveredWithTheRelaysWords() throws IOException {
    Outcome outcome = answering(Map.of(".", "250 2.0.0 Ok: queued as 4XyZ"));

    assertThat(outcome).isEqualTo(new Outcome.Taken("250 2.0.0 Ok: queued as 4XyZ"));
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 no such mailbox, the addressee",
    "DATA, 554 5.7.1 we do not take this, the letter",
    "., 552 5.3.4 too big, the letter"
  })
  void aPermanentNoToThisLetterIsForThisLetterAlone(String command, String answer, String what)
      throws IOException {
    Outcome outcome = answering(Map.of(command, answer));

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(outcome.toString()).contains(what, answer.substring(0, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "hello, 554 5.3.2 no mail from you",
    "MAIL, 550 5.7.1 who are you",
    "MAIL, 451 4.3.0 later",
    "RCPT, 450 4.2.1 mailbox busy",
    "DATA, 451 4.3.0 later",
    "., 452 4.3.1 disk full",
    "., 421 4.3.2 going down"
  })
  void aNoForNowOrToUsIsTriedAgain(String command, String answer) throws IOException {
    Outcome outcome = answering(Map.of(command, answer));

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.toString()).contains(answer.substring(0, 3));
  }

  @Test
  void aRelayThatIsDownIsTriedAgain() throws IOException {
    int port;
    try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closedSoon.getLocalPort();
    }

    assertThat(send(notice(port))).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aRelayThatNeverAnswersIsLeftAtTheDeadline() throws IOException {
    try (ScriptedRelay relay = ScriptedRelay.answering(Map.of("MAIL", ScriptedRelay.SILENCE));
        Destination smtp = new SmtpKind().open(Ways.open(data, Duration.ofMillis(700)))) {
      Outcome outcome = smtp.send(notice(relay.port()));

      assertThat(outcome).isEqualTo(new Outcome.Failed("the relay was not done after PT0.7S"));
    }
  }

  @Test
  void whatIsUnderWayWhenTheGatewayStopsIsInterrupted() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.answering(Map.of("MAIL", ScriptedRelay.SILENCE))) {
      Destination smtp = new SmtpKind().open(Ways.open(data, Ways.DEADLINE));
      var sending = CompletableFuture.supplyAsync(() -> smtp.send(notice(relay.port())));
      relay.silent.await();

      smtp.close();

      assertThat(sending.join()).isEqualTo(new Outcome.Interrupted());
      assertThat(smtp.send(notice(relay.port()))).isEqualTo(new Outcome.Interrupted());
    }
  }

  @Test
  void aRelayWithoutStarttlsGetsNothingUnlessTheUrlSaysSo() throws IOException {
    try (ScriptedRelay relay = ScriptedRelay.answering(Map.of())) {
      Notice plain = notice(relay.port());
      Notice safe =
          new Notice(
              plain.eventId(),
              plain.eventType(),
              plain.payload(),
              plain.url().replace("&starttls=never", ""),
              Map.of("username", "shop", "password", "secret"),
              plain.at());

      assertThat(send(safe)).isInstanceOf(Outcome.Failed.class);
      assertThat(relay.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }
  }

  @Test
  void aSampleIsWrittenToNobodyButShowsThatTheRelayLetsUsIn() throws IOException {
    byte[] sample = "{\"data\":{\"sample\":true}}".getBytes(StandardCharsets.UTF_8);
    try (ScriptedRelay relay = ScriptedRelay.answering(Map.of())) {
      Outcome outcome = send(Ways.notice(relay.port(), "", sample));

      assertThat(outcome).isInstanceOf(Outcome.Taken.class);
      assertThat(relay.heard).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void theGuardsNoIsNoFault() {
    try (Destination smtp = new SmtpKind().open(Ways.guarded(data))) {
      assertThat(smtp.send(notice(25))).isInstanceOf(Outcome.Refused.class);
    }
  }

  private Outcome answering(Map<String, String> answers) throws IOException {
    try (ScriptedRelay relay = ScriptedRelay.answering(answers)) {
      return send(notice(relay.port()));
    }
  }

  private Outcome send(Notice notice) {
    try (Destination smtp = new SmtpKind().open(Ways.open(data, Ways.DEADLINE))) {
      return smtp.send(notice);
    }
  }

  private static Notice notice(int port) {
    return Ways.notice(port, "", Purchases.event(order -> {}));
  }
}
