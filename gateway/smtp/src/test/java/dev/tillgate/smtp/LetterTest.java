package dev.tillgate.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tillgate.gateway.webhook.destination.Destination;
import dev.tillgate.gateway.webhook.destination.Notice;
import dev.tillgate.gateway.webhook.destination.Outcome;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The letter as a mail server gets it. */
class LetterTest {
  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @TempDir Path data;

  @BeforeEach
  void start() {
    mail.start();
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  @Test
  void theCustomerGetsAConfirmationWithAReceiptThatCanBeRead() throws Exception {
    assertThat(send("&shop=Leaf%20%26%20Kettle", order -> {})).isInstanceOf(Outcome.Taken.class);

    MimeMessage letter = onlyLetter();
    assertThat(letter.getSubject()).isEqualTo("Your order ord_0K4T1HZ5Q8WX at Leaf & Kettle");
    assertThat(letter.getFrom()[0].toString()).isEqualTo("Leaf & Kettle <shop@example.com>");
    assertThat(letter.getAllRecipients()[0].toString()).isEqualTo("ada@example.com");
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(text(letter)).contains("Hello Ada Lovelace", "Total: 84.97 EUR");
    BodyPart receipt = ((Multipart) letter.getContent()).getBodyPart(1);
    assertThat(receipt.getFileName()).isEqualTo("receipt-ord_0K4T1HZ5Q8WX.pdf");
    assertThat(ReceiptTest.text(receipt.getInputStream().readAllBytes()))
        .contains("ord_0K4T1HZ5Q8WX", "Cast-iron teapot", "Total paid 84.97 EUR");
  }

  @Test
  void theSameEventAgainIsTheSameMessage() throws Exception {
    send("", order -> {});
    send("", order -> {});

    assertThat(mail.getReceivedMessages())
        .extracting(MimeMessage::getMessageID)
        .containsExactly("<evt_1@example.com>", "<evt_1@example.com>");
  }

  @Test
  void aNameCannotBeginAnotherHeaderNorBecomeMarkup() throws Exception {
    Files.writeString(
        Files.createDirectories(data.resolve("smtp/own")).resolve("subject.txt"),
        "For {{customer.name}}");
    String name = "Ada\r\nBcc: eve@example.com\r\n\r\n<script>x</script>";

    send("&templates=own", order -> Purchases.customer(order, "ada@example.com", name));

    MimeMessage letter = onlyLetter();
    assertThat(letter.getHeader("Bcc")).isNull();
    assertThat(letter.getAllRecipients()).hasSize(1);
    assertThat(letter.getSubject()).startsWith("For Ada Bcc: eve@example.com");
    assertThat(html(letter)).contains("&lt;script&gt;").doesNotContain("<script>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a@x.example, b@y.example",
        "a@x.example\r\nRCPT TO:<b@y.example>",
        "<a@x.example>"
      })
  void whoCannotBeWrittenToIsRejectedAtOnce(String email) {
    Outcome outcome = send("", order -> Purchases.customer(order, email, "Ada"));

    assertThat(outcome)
        .isEqualTo(new Outcome.Rejected("the order has no plain e-mail address to write to"));
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void anEventWithoutAnOrderIsRejected() {
    Notice notice = Ways.notice(port(), "", "{\"data\":{}}".getBytes(UTF_8));

    assertThat(send(notice)).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void anotherEventIsRejected() {
    Notice one = Ways.notice(port(), "", Purchases.event(order -> {}));
    Notice other =
        new Notice(one.eventId(), "order.refunded", one.payload(), one.url(), Map.of(), one.at());

    assertThat(send(other)).isInstanceOf(Outcome.Rejected.class);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void templatesThatBreakAfterwardsParkTheLetter() throws Exception {
    Files.writeString(
        Files.createDirectories(data.resolve("smtp/own")).resolve("subject.txt"), "{{nobody}}");

    assertThat(send("&templates=own", order -> {})).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void theRelayIsToldUsernameAndPassword() throws Exception {
    mail.setUser("shop@example.com", "shop", "secret");
    Notice one = Ways.notice(port(), "", Purchases.event(order -> {}));

    assertThat(send(with(one, "secret"))).isInstanceOf(Outcome.Taken.class);
    assertThat(send(with(one, "wrong"))).isInstanceOf(Outcome.Failed.class);
    assertThat(send(with(one, "wrong")).toString()).doesNotContain("wrong");
  }

  private static Notice with(Notice notice, String password) {
    return new Notice(
        notice.eventId(),
        notice.eventType(),
        notice.payload(),
        notice.url(),
        Map.of("username", "shop", "password", password),
        notice.at());
  }

  private Outcome send(String query, Consumer<ObjectNode> change) {
    return send(Ways.notice(port(), query, Purchases.event(change)));
  }

  private Outcome send(Notice notice) {
    try (Destination smtp = new SmtpKind().open(Ways.open(data, Ways.DEADLINE))) {
      return smtp.send(notice);
    }
  }

  private int port() {
    return mail.getSmtp().getPort();
  }

  private MimeMessage onlyLetter() {
    assertThat(mail.getReceivedMessages()).hasSize(1);
    return mail.getReceivedMessages()[0];
  }

  private static String text(MimeMessage letter) throws Exception {
    return body(letter, 0);
  }

  private static String html(MimeMessage letter) throws Exception {
    return body(letter, 1);
  }

  private static String body(MimeMessage letter, int index) throws Exception {
    Multipart both = (Multipart) ((Multipart) letter.getContent()).getBodyPart(0).getContent();
    return both.getBodyPart(index).getContent().toString();
  }
}
