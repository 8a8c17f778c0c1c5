package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentPage;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what the provider has under a payment's name when nobody knows whether a create
 * arrived: in the list of all intents made since its key was first used. Changes nothing.
 */
final class IntentSearch {
  private static final Logger log = LoggerFactory.getLogger(IntentSearch.class);

  // Their clock and ours need not agree.
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  // Ten thousand intents; who makes more of them within the time is answered by an event instead.
  private static final int PAGES_MAX = 100;

  private final Psp psp;
  private final InstantSource clock;

  IntentSearch(Psp psp, InstantSource clock) {
    this.psp = psp;
    this.clock = clock;
  }

  /**
   * Every intent whose metadata names the payment; what is told is complete, so an empty list says
   * that the provider surely has none. What was found is only named so: {@link Agreement#mayBind}
   * says whether it may be taken for the payment. A create that is still under way is not seen.
   */
  PspAnswer<List<Intent>> find(Payment payment) {
    Instant from = payment.schedule().submittedAt().orElse(clock.instant()).minus(CLOCKS_APART);
    Instant to = clock.instant().plus(CLOCKS_APART);
    List<Intent> named = new ArrayList<>();
    Optional<String> page = Optional.empty();
    for (int i = 0; i < PAGES_MAX; i++) {
      PspAnswer<IntentPage> answer = psp.intents(new IntentPage.Query(from, to, page));
      if (!(answer instanceof PspAnswer.Told<IntentPage>(IntentPage told))) {
        return logged(payment, answer.then(none -> new PspAnswer.Told<>(List.of())));
      }
      told.intents().stream().filter(intent -> names(intent, payment)).forEach(named::add);
      page = told.next();
      if (page.isEmpty()) {
        return logged(payment, new PspAnswer.Told<>(List.copyOf(named)));
      }
    }
    return logged(
        payment, new PspAnswer.Unknown<>("too many intents to look through", Optional.empty()));
  }

  private static boolean names(Intent intent, Payment payment) {
    return payment.id().value().equals(intent.metadata().get("payment_id"));
  }

  private static PspAnswer<List<Intent>> logged(Payment payment, PspAnswer<List<Intent>> answer) {
    String outcome =
        answer instanceof PspAnswer.Told<List<Intent>>(List<Intent> found)
            ? found.size() + " found"
            : answer.toString();
    log.info(
        "payment.looked_for id={} order={} outcome=\"{}\"",
        payment.id(),
        payment.orderId(),
        outcome);
    return answer;
  }
}
