package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.intent.HostedPayments;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.method.TestMethods;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Tx;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Where the shopper pays: one press of Pay at a time, each in one transaction. */
final class Till {
  private final Sessions sessions;
  private final Intents intents;
  private final HostedPayments payments;
  private final InstantSource clock;

  Till(Sessions sessions, Intents intents, HostedPayments payments, InstantSource clock) {
    this.sessions = sessions;
    this.intents = intents;
    this.payments = payments;
    this.clock = clock;
  }

  /**
   * Tries to pay. A press that was made without knowledge of the last one is its echo, as of an
   * impatient double click: it tries nothing and gets what the last one came to.
   */
  Outcome press(Tx tx, Origin origin, String id, CardForm typed) {
    CheckoutSession session = find(tx, id);
    CardForm form = typed.from(session.customerEmail());
    if (!session.isOpen() || form.press() != sessions.presses(tx, id)) {
      return present(tx, session);
    }
    Map<String, String> errors =
        form.errors(YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)));
    if (!errors.isEmpty()) {
      return new Outcome.Wrong(errors);
    }
    sessions.countPress(tx, id);
    pay(tx, origin, session, form);
    return present(tx, find(tx, id));
  }

  private void pay(Tx tx, Origin origin, CheckoutSession session, CardForm form) {
    session.name(form.email(), form.name());
    if (session.intent() == null) {
      ObjectNode draft = sessions.draft(tx, session.id());
      payments.create(tx, origin, draft);
      session.begin(draft.path("id").asString());
    }
    sessions.save(tx, session);
    TestMethod card = TestMethods.byCardNumber(form.number()).orElseThrow();
    String back = origin.baseUrl() + CheckoutPage.PATH + session.id() + CheckoutPage.RETURN;
    payments.pay(tx, origin, String.valueOf(session.intent()), card, back);
  }

  /** Where a session stands: paid, at the bank, or to be tried again. */
  Outcome present(Tx tx, CheckoutSession session) {
    if (session.status() == SessionStatus.COMPLETE) {
      return new Outcome.GoTo(session.successUrl());
    }
    return intentOf(tx, session)
        .map(intent -> intent.at("/next_action/redirect_to_url/url").asString(""))
        .filter(url -> !url.isEmpty() && session.isOpen())
        .<Outcome>map(Outcome.GoTo::new)
        .orElseGet(Outcome.NotPaid::new);
  }

  /** The page of a session as it stands, with what was typed and what is wrong with it. */
  CheckoutView view(Tx tx, String id, CardForm typed, Map<String, String> errors) {
    CheckoutSession session = find(tx, id);
    CardForm form = typed.from(session.customerEmail());
    List<Row> items = sessions.itemsOf(tx, id);
    return CheckoutView.of(session, items)
        .withForm(form.withoutCard(sessions.presses(tx, id)), errors)
        .withPayment(intentOf(tx, session));
  }

  CheckoutSession find(Tx tx, String id) {
    return sessions.find(tx, id).orElseThrow(() -> ApiError.noSuch("checkout.session", id));
  }

  private Optional<ObjectNode> intentOf(Tx tx, CheckoutSession session) {
    return Optional.ofNullable(session.intent()).flatMap(id -> intents.find(tx, id));
  }
}
