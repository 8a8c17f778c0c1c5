package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.Merchant;
import dev.tillgate.system.stage.Merchant.Answer;
import dev.tillgate.system.stage.Stage;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The provider's process is killed while many pay: what it has answered, it still knows. */
class ProviderKillTest {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String PAID =
      "amount=1099&currency=eur&confirm=true&payment_method_types[]=card&payment_method=pm_card_visa";
  private static final int PAYERS = 8;
  private static final int ENOUGH = 200;
  private static final int EVENTS_OF_A_PAYMENT = 3;

  @RegisterExtension final Stage stage = Stage.withoutGateway();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean patient = new AtomicBoolean();

  @Test
  void killedUnderLoadItLosesNoIntentNoEventNoCallbackAndNoAnswer() throws Exception {
    stage.stopPsp();
    Server provider = stage.closeLater(Server.mockPsp(stage.wiring()));
    Subscriber subscriber = stage.closeLater(Subscriber.start(this::takeMost));
    Merchant merchant = stage.closeLater(new Merchant(stage.wiring().pspUrl(), Wiring.PSP_KEY));
    merchant.post(
        "/v1/webhook_endpoints", "url=" + subscriber.url() + "&enabled_events[]=*", "endpoint");

    payUntilKilled(merchant, provider);
    patient.set(true);
    stage.closeLater(Server.mockPsp(stage.wiring()));

    repeatsAreAnsweredAsBefore(merchant);
    theLedgerHasEachPaymentOnce();
    Set<String> events = events();
    assertThat(events).hasSize(EVENTS_OF_A_PAYMENT * keys().size());
    Poll.until(
        "every callback",
        PATIENCE,
        () -> subscriber.received().stream().map(each -> text(each.event(), "id")).collect(toSet()),
        told -> told.containsAll(events));
  }

  private void payUntilKilled(Merchant merchant, Server provider) throws InterruptedException {
    try (ExecutorService payers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PAYERS; i++) {
        payers.execute(() -> payWhileItRuns(merchant));
      }
      Poll.until("some load", PATIENCE, () -> answers.size() >= ENOUGH);
      provider.kill();
    }
    assertThat(unanswered).as("the kill came under load").isNotEmpty();
  }

  private void payWhileItRuns(Merchant merchant) {
    while (unanswered.isEmpty()) {
      String key = UUID.randomUUID().toString();
      try {
        answers.put(key, merchant.post(INTENTS, PAID, key).body());
      } catch (UncheckedIOException | InterruptedException killed) {
        unanswered.add(key);
      }
    }
  }

  /** Some callbacks wait for another attempt when the kill comes. */
  private int takeMost(Message message) {
    return patient.get() || message.body().hashCode() % 5 != 0 ? 204 : 500;
  }

  private void repeatsAreAnsweredAsBefore(Merchant merchant) throws InterruptedException {
    for (Map.Entry<String, String> first : answers.entrySet()) {
      Answer repeated = merchant.post(INTENTS, PAID, first.getKey());
      assertThat(repeated).isEqualTo(new Answer(200, first.getValue(), true));
    }
    for (String key : unanswered) {
      assertThat(merchant.post(INTENTS, PAID, key).status()).isEqualTo(200);
    }
  }

  private void theLedgerHasEachPaymentOnce() {
    Ledger ledger = stage.psp().ledger();
    assertThat(ledger.intents())
        .hasSameSizeAs(keys())
        .allMatch(intent -> intent.captured() == 1099)
        .allMatch(intent -> intent.charges() == 1);
    assertThat(keys()).allMatch(key -> ledger.key(key).executions() == 1);
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>(answers.keySet());
    keys.addAll(unanswered);
    return keys;
  }

  private Set<String> events() {
    Set<String> events = ConcurrentHashMap.newKeySet();
    String after = "";
    JsonNode page;
    do {
      page = stage.provider().http().get("/v1/events?limit=100" + after).expect(200).json();
      page.path("data").forEach(event -> events.add(text(event, "id")));
      after = "&starting_after=" + text(page.path("data").get(page.path("data").size() - 1), "id");
    } while (page.path("has_more").asBoolean());
    return events;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }
}
