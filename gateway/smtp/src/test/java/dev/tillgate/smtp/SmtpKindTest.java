package dev.tillgate.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.destination.EndpointDraft;
import dev.tillgate.gateway.webhook.destination.Objection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be saved as an e-mail endpoint. */
class SmtpKindTest {
  private static final String URL = "smtp://relay.example?from=shop@example.com";
  private static final List<String> CONFIRMED = List.of("order.confirmed");

  @TempDir Path data;

  @Test
  void aRelayWithItsCredentialsIsFine() {
    Map<String, String> credentials = Map.of("username", "shop", "password", "secret");

    assertThat(objection(URL, credentials, CONFIRMED)).isEmpty();
    assertThat(objection(URL, Map.of(), CONFIRMED)).isEmpty();
  }

  @Test
  void onlyConfirmationsCanBeAskedFor() {
    assertThat(field(objection(URL, Map.of(), List.of("*")))).isEqualTo("event_types");
    assertThat(field(objection(URL, Map.of(), List.of("order.placed")))).isEqualTo("event_types");
  }

  @Test
  void otherHeadersThanCredentialsMeanNothingHere() {
    assertThat(field(objection(URL, Map.of("username", "x"), CONFIRMED))).isEqualTo("headers");
    assertThat(field(objection(URL, Map.of("x-shop", "x"), CONFIRMED))).isEqualTo("headers");
  }

  @Test
  void theGuardIsAskedAboutTheRelay() {
    String url = URL.replace("relay.example", "127.0.0.1");

    assertThat(objection(url, Map.of(), CONFIRMED).map(Objection::why))
        .contains("points to an address nothing may be sent to");
  }

  @Test
  void lettersGoUnencryptedOnlyWherePrivateNetworksAreAllowed() {
    EndpointDraft draft = new EndpointDraft(URL + "&starttls=never", Map.of(), CONFIRMED);

    assertThat(new SmtpKind().objection(draft, Ways.guarded(data))).isPresent();
    assertThat(new SmtpKind().objection(draft, Ways.open(data, Ways.DEADLINE))).isEmpty();
  }

  @Test
  void templatesAreTriedWhenTheEndpointIsSaved() throws IOException {
    assertThat(why(objection(URL + "&templates=own", Map.of(), CONFIRMED)))
        .contains("there is no directory");

    Path own = Files.createDirectories(data.resolve("smtp/own"));
    Files.writeString(own.resolve("message.txt"), "Dear {{customer.nmae}}");
    assertThat(why(objection(URL + "&templates=own", Map.of(), CONFIRMED)))
        .contains("message.txt: {{customer.nmae}} is not known here");

    Files.writeString(own.resolve("message.txt"), "Dear {{customer.name}}");
    assertThat(objection(URL + "&templates=own", Map.of(), CONFIRMED)).isEmpty();
  }

  private Optional<Objection> objection(
      String url, Map<String, String> headers, List<String> types) {
    return new SmtpKind().objection(new EndpointDraft(url, headers, types), Ways.guarded(data));
  }

  private static String field(Optional<Objection> objection) {
    return objection.map(Objection::field).orElse("nothing");
  }

  private static String why(Optional<Objection> objection) {
    return objection.map(Objection::why).orElse("nothing");
  }
}
