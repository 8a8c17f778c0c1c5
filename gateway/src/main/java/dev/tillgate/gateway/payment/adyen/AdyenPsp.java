package dev.tillgate.gateway.payment.adyen;

import dev.tillgate.gateway.payment.exchange.Connection;
import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.provider.EventsFrom;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentPage;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adyen's payments over HTTP (Adyen's Checkout API, v71: {@code POST /payments}, {@code POST
 * /cancels}; "API idempotency").
 *
 * <p>Adyen makes and confirms a payment in one call, under a reference of ours, and has no way to
 * ask how one stands. So an intent's id is our reference, the payment's id; making one is no call;
 * and a call whose answer was lost is found out by the same call under the same key, which Adyen
 * keeps for a week at least. A cancel is only taken in at first, and {@link PspAnswer.Unknown}
 * until its callback tells what became of it.
 */
public final class AdyenPsp implements Psp, AutoCloseable {
  private static final String VERSION = "v71";
  private static final String CANNOT_BE_ASKED = "Adyen tells in callbacks only";
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Where Adyen counts other minor units than ISO 4217 does ("Currency codes"). */
  private static final Set<String> OTHER_UNITS = Set.of("clp", "cve", "idr", "isk");

  private final AdyenSettings settings;
  private final AdyenAnswers answers;
  private final Connection connection;

  public AdyenPsp(AdyenSettings settings) {
    this.settings = settings;
    answers = new AdyenAnswers(settings.livemode());
    connection = new Connection(settings.connectTimeout(), settings.timeout());
  }

  @Override
  public String name() {
    return "adyen";
  }

  /** Adyen has no call for it: nothing is sent before {@link #confirm}. */
  @Override
  public PspAnswer<Intent> create(NewIntent intent, String key) {
    if (OTHER_UNITS.contains(intent.currency())) {
      return new PspAnswer.Refused<>(
          "currency_not_supported", Optional.empty(), "its minor units are not ISO 4217's");
    }
    Intent.Amount amount = new Intent.Amount(intent.amountMinor(), 0, intent.currency());
    String reference = Optional.ofNullable(intent.metadata().get("payment_id")).orElseThrow();
    return new PspAnswer.Told<>(
        answers.intent(checked(reference), IntentStatus.REQUIRES_CONFIRMATION, amount));
  }

  @Override
  public PspAnswer<Intent> confirm(Confirmation confirmation, String key) {
    ObjectNode body = body("reference", checked(confirmation.providerPaymentId()));
    body.putObject("amount")
        .put("value", confirmation.amountMinor())
        .put("currency", confirmation.currency().toUpperCase(Locale.ROOT));
    body.putObject("paymentMethod")
        .put("type", "scheme")
        .put("storedPaymentMethodId", confirmation.method());
    confirmation.returnUrl().ifPresent(url -> body.put("returnUrl", url));
    return connection.exchange(
        post("payments", body, key), received -> answers.payment(confirmation, received));
  }

  /** Asks by our own reference: the payment's own may not be known, when its answer was lost. */
  @Override
  public PspAnswer<Intent> cancel(String providerPaymentId, String key) {
    ObjectNode body = body("paymentReference", checked(providerPaymentId));
    body.put("reference", providerPaymentId);
    return connection.exchange(post("cancels", body, key), answers::cancel);
  }

  /** Always unknown: Adyen tells how a payment stands in callbacks only. */
  @Override
  public PspAnswer<Intent> retrieve(String providerPaymentId) {
    return new PspAnswer.Unknown<>(CANNOT_BE_ASKED, Optional.empty());
  }

  /** Always unknown, as {@link #retrieve}. */
  @Override
  public PspAnswer<IntentPage> intents(IntentPage.Query query) {
    return new PspAnswer.Unknown<>(CANNOT_BE_ASKED, Optional.empty());
  }

  /** Always unknown, as {@link #retrieve}. */
  @Override
  public PspAnswer<EventPage> events(EventsFrom from) {
    return new PspAnswer.Unknown<>(CANNOT_BE_ASKED, Optional.empty());
  }

  /** Adyen refunds by its own reference of the payment, which the port does not keep: refused. */
  @Override
  public PspAnswer<ProviderRefund> refund(NewRefund refund, String key) {
    return new PspAnswer.Refused<>(
        "not_supported", Optional.empty(), "refund it in Adyen's Customer Area");
  }

  /** Always unknown, as {@link #retrieve}. */
  @Override
  public PspAnswer<ProviderRefund> retrieveRefund(String providerRefundId) {
    return new PspAnswer.Unknown<>(CANNOT_BE_ASKED, Optional.empty());
  }

  /** Always unknown, as {@link #retrieve}. */
  @Override
  public PspAnswer<List<ProviderRefund>> refundsOf(String providerPaymentId) {
    return new PspAnswer.Unknown<>(CANNOT_BE_ASKED, Optional.empty());
  }

  @Override
  public boolean canBeAsked() {
    return false;
  }

  @Override
  public boolean declinesAreFinal() {
    return true;
  }

  /** Breaks off calls under way, which end as unknown, and lets the connections go. */
  @Override
  public void close() {
    connection.close();
  }

  private ObjectNode body(String name, String reference) {
    return Json.object().put("merchantAccount", settings.merchantAccount()).put(name, reference);
  }

  private Request post(String path, ObjectNode body, String key) {
    HttpUrl url =
        HttpUrl.get(settings.url().toString())
            .newBuilder()
            .addPathSegment(VERSION)
            .addPathSegments(path)
            .build();
    return new Request.Builder()
        .url(url)
        .header("X-API-Key", settings.apiKey())
        .header("Idempotency-Key", key)
        .post(RequestBody.create(Json.bytes(body), JSON))
        .build();
  }

  private static String checked(String reference) {
    if (!REFERENCE.matcher(reference).matches()) {
      throw new IllegalArgumentException("not a payment's reference: " + reference);
    }
    return reference;
  }
}
