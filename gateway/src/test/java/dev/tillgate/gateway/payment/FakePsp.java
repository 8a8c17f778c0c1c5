package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.provider.EventsFrom;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentPage;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A provider that answers what the test says, in turn, and remembers what it was asked. */
final class FakePsp implements Psp {
  static final String INTENT = "pi_1";

  final List<String> calls = new ArrayList<>();
  final FakeRefunds refunds = new FakeRefunds();
  private final Map<String, Deque<PspAnswer<Intent>>> answers = new HashMap<>();
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
  private final AtomicBoolean otherWays = new AtomicBoolean();

  @SafeVarargs
  final FakePsp answers(String operation, PspAnswer<Intent>... inTurn) {
    answers.computeIfAbsent(operation, key -> new ArrayDeque<>()).addAll(Arrays.asList(inTurn));
    return this;
  }

  /** Happens while the next call is under way. */
  void meanwhile(Runnable event) {
    meanwhile.set(event);
  }

  /** From now on it cannot be asked, and what it declines is over. */
  void tellsByCallbackOnly() {
    otherWays.set(true);
  }

  @Override
  public boolean canBeAsked() {
    return !otherWays.get();
  }

  @Override
  public boolean declinesAreFinal() {
    return otherWays.get();
  }

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public PspAnswer<Intent> create(NewIntent intent, String key) {
    return next("create", key);
  }

  @Override
  public PspAnswer<Intent> confirm(Confirmation confirmation, String key) {
    return next("confirm", key);
  }

  @Override
  public PspAnswer<Intent> cancel(String providerPaymentId, String key) {
    return next("cancel", key);
  }

  @Override
  public PspAnswer<Intent> retrieve(String providerPaymentId) {
    return next("retrieve", providerPaymentId);
  }

  /** What it has when its intents are listed; an answer to the whole list comes first. */
  final List<Intent> has = new ArrayList<>();

  @Override
  public PspAnswer<IntentPage> intents(IntentPage.Query query) {
    if (answers.containsKey("intents")) {
      return next("intents", "").then(never -> new PspAnswer.Told<>(page()));
    }
    calls.add("intents");
    return new PspAnswer.Told<>(page());
  }

  private IntentPage page() {
    return new IntentPage(has, Optional.empty());
  }

  @Override
  public PspAnswer<EventPage> events(EventsFrom from) {
    return new PspAnswer.Told<>(new EventPage(List.of(), false));
  }

  @Override
  public PspAnswer<ProviderRefund> refund(NewRefund refund, String key) {
    calls.add("refund " + key);
    return refunds.create(refund, key);
  }

  @Override
  public PspAnswer<ProviderRefund> retrieveRefund(String providerRefundId) {
    calls.add("retrieveRefund " + providerRefundId);
    return refunds.retrieve(providerRefundId);
  }

  @Override
  public PspAnswer<List<ProviderRefund>> refundsOf(String providerPaymentId) {
    calls.add("refundsOf " + providerPaymentId);
    return refunds.list(providerPaymentId);
  }

  private PspAnswer<Intent> next(String operation, String key) {
    calls.add(operation + ' ' + key);
    meanwhile.getAndSet(() -> {}).run();
    Deque<PspAnswer<Intent>> left = answers.getOrDefault(operation, new ArrayDeque<>());
    if (left.isEmpty()) {
      throw new IllegalStateException("nobody said what to answer to " + operation);
    }
    return left.remove();
  }

  static PspAnswer<Intent> told(IntentStatus status, long amount) {
    return new PspAnswer.Told<>(intent(INTENT, status, amount));
  }

  static PspAnswer<Intent> declined(long amount) {
    return new PspAnswer.Told<>(declinedIntent(INTENT, amount));
  }

  static PspAnswer<Intent> unknown() {
    return new PspAnswer.Unknown<>("read timed out", Optional.empty());
  }

  static PspAnswer<Intent> notSent() {
    return new PspAnswer.NotSent<>("connection refused", Optional.empty());
  }

  static Intent intent(String id, IntentStatus status, long amount) {
    long received = status == IntentStatus.SUCCEEDED ? amount : 0;
    Optional<String> url =
        status == IntentStatus.REQUIRES_ACTION
            ? Optional.of("https://bank.example/3ds")
            : Optional.empty();
    return new Intent(
        id,
        status,
        new Intent.Amount(amount, received, "usd"),
        new Intent.Situation(false, Optional.empty(), url),
        Map.of());
  }

  static Intent declinedIntent(String id, long amount) {
    return new Intent(
        id,
        IntentStatus.REQUIRES_PAYMENT_METHOD,
        new Intent.Amount(amount, 0, "usd"),
        new Intent.Situation(
            false,
            Optional.of(new Intent.Decline("card_declined", "insufficient_funds")),
            Optional.empty()),
        Map.of());
  }
}
