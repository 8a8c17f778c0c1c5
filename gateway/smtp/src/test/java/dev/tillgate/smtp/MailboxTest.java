package dev.tillgate.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can be written to: one address in its plain form. */
class MailboxTest {
  @ParameterizedTest
  @ValueSource(strings = {"ada@example.com", "a.b+c@sub.example.co.uk", "o'hara@example.com"})
  void aPlainAddressIsOne(String text) {
    assertThat(Mailbox.of(text)).contains(new Mailbox(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.com",
        "ada@",
        "a@x.example, b@y.example",
        "a@x.example;b@y.example",
        "a@x.example b@y.example",
        "a@x.example\r\nBcc: b@y.example",
        "a@x.example\n",
        "a@x.example\u0000",
        "Ada <ada@example.com>",
        "\"a b\"@example.com",
        "a@b@example.com",
        "a..b@example.com",
        ".a@example.com",
        "a@-example.com",
        "a@example..com",
        "a@[127.0.0.1]",
        "ada(comment)@example.com",
        "group:a@example.com;",
        "ädä@example.com",
        "a@exämple.com"
      })
  void whatCouldBeReadAsMoreThanOneIsNone(String text) {
    assertThat(Mailbox.of(text)).isEmpty();
  }
}
