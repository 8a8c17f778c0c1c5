package dev.tillgate.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint's URL says of its relay. */
class RelayUrlTest {
  @Test
  void theShortestUrlIsSafeByDefault() {
    RelayUrl url = RelayUrl.parse("smtp://relay.example?from=shop@example.com");

    assertThat(url.host()).isEqualTo("relay.example");
    assertThat(url.port()).isEqualTo(587);
    assertThat(url.security()).isEqualTo(RelayUrl.Security.STARTTLS);
    assertThat(url.shop()).isEqualTo("example.com");
    assertThat(url.templates()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "smtps://relay.example/?from=a@b.example, 465, TLS",
    "SMTP://relay.example?from=a@b.example&starttls=required, 587, STARTTLS",
    "smtp://relay.example?from=a@b.example&starttls=never, 25, NONE",
    "smtp://[::1]:2525?from=a@b.example, 2525, STARTTLS"
  })
  void theSchemeAndStarttlsSayHowItIsEncrypted(String text, int port, RelayUrl.Security security) {
    RelayUrl url = RelayUrl.parse(text);

    assertThat(url.port()).isEqualTo(port);
    assertThat(url.security()).isEqualTo(security);
  }

  @Test
  void valuesArePercentEncodedAndAPlusIsAPlus() {
    RelayUrl url =
        RelayUrl.parse("smtp://relay.example?from=shop+mail%40example.com&shop=%CE%A4%C3%A9a");

    assertThat(url.from().address()).isEqualTo("shop+mail@example.com");
    assertThat(url.shop()).isEqualTo("Τéa");
  }

  @Test
  void aShopsNameIsOneLine() {
    RelayUrl url = RelayUrl.parse("smtp://relay.example?from=a@b.example&shop=A%0D%0ABcc:%20x@y");

    assertThat(url.shop()).isEqualTo("A Bcc: x@y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp://relay.example",
        "smtp://relay.example?shop=x",
        "smtp://user:secret@relay.example?from=a@b.example",
        "smtp://relay.example?from=a@b.example,c@d.example",
        "smtp://relay.example?from=a@b.example%0D%0ABcc:x@y.example",
        "smtp://relay.example?from=a@b.example&from=c@d.example",
        "smtp://relay.example?from=a@b.example&starttls=maybe",
        "smtps://relay.example?from=a@b.example&starttls=required",
        "smtp://relay.example:0?from=a@b.example",
        "smtp://relay.example:65536?from=a@b.example",
        "smtp://relay.example?from=a@b.example&templates=../../etc",
        "smtp://relay.example?from=a@b.example&templates=",
        "smtp://relay.example?from=a@b.example&shop=",
        "smtp://relay.example?from=a@b.example&shop=%ZZ",
        "smtp://relay.example?from=a@b.example&password=x",
        "smtp://relay.example/inbox?from=a@b.example"
      })
  void anythingElseIsRefusedWithWhatItMustBe(String text) {
    assertThatThrownBy(() -> RelayUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }
}
