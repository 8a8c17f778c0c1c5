package dev.tillgate.mockpsp.sdk;

import static java.util.stream.Collectors.joining;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.WebhookEndpoint;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.EventListParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import com.stripe.param.WebhookEndpointUpdateParams;
import com.stripe.service.V1Services;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Keys, events and webhook endpoints, told with the official Java library. */
final class TellingStory {
  private final V1Services api;
  private final URI provider;
  private final Transcript transcript;

  TellingStory(V1Services api, URI provider, Transcript transcript) {
    this.api = api;
    this.provider = provider;
    this.transcript = transcript;
  }

  void tell() throws Exception {
    keys();
    StripeClient stranger =
        StripeClient.builder().setApiKey("wrong").setApiBase(provider.toString()).build();
    transcript.refused("wrong key", () -> stranger.v1().paymentIntents().list());
    events();
    endpoints();
  }

  private void keys() throws StripeException {
    RequestOptions key = RequestOptions.builder().setIdempotencyKey("key-1").build();
    PaymentIntent first = api.paymentIntents().create(Shop.order().build(), key);
    PaymentIntent second = api.paymentIntents().create(Shop.order().build(), key);
    transcript.saw("the same key", first.getId().equals(second.getId()));
    transcript.refused(
        "other parameters",
        () -> api.paymentIntents().create(Shop.order().setAmount(5L).build(), key));
  }

  private void events() throws StripeException {
    EventListParams canceled = EventListParams.builder().addType("payment_intent.canceled").build();
    Event event = api.events().list(canceled).getData().getFirst();
    transcript.saw("event", event.getType(), event.getPendingWebhooks());
    transcript.saw("event again", api.events().retrieve(event.getId()).getType());
    transcript.saw("all events", types(EventListParams.builder().setLimit(3L).build()));
    transcript.refused("no such event", () -> api.events().retrieve("evt_none"));
  }

  private String types(EventListParams params) throws StripeException {
    List<String> types = new ArrayList<>();
    for (Event event : api.events().list(params).autoPagingIterable()) {
      types.add(event.getType());
    }
    return String.join(",", types);
  }

  private void endpoints() throws Exception {
    try (Receiver receiver = new Receiver()) {
      WebhookEndpoint endpoint = api.webhookEndpoints().create(everything(receiver.url()));
      transcript.saw("endpoint", endpoint.getStatus(), endpoint.getSecret().startsWith("whsec_"));
      told(receiver, endpoint.getSecret());
      changed(endpoint.getId());
      transcript.saw("endpoint gone", api.webhookEndpoints().delete(endpoint.getId()).getDeleted());
      transcript.refused(
          "no such endpoint", () -> api.webhookEndpoints().retrieve(endpoint.getId()));
    }
  }

  private static WebhookEndpointCreateParams everything(URI url) {
    return WebhookEndpointCreateParams.builder()
        .setUrl(url.toString())
        .addEnabledEvent(EnabledEvent.ALL)
        .build();
  }

  private void told(Receiver receiver, String secret) throws Exception {
    String unused =
        api.paymentIntents()
            .create(Shop.order().setPaymentMethod("pm_card_visa").setConfirm(true).build())
            .getId();
    List<String> types = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Receiver.Callback callback = receiver.next(any -> true);
      types.add(Webhook.constructEvent(callback.body(), callback.signature(), secret).getType());
    }
    transcript.saw("told", types.stream().sorted().collect(joining(",")));
  }

  private void changed(String id) throws StripeException {
    WebhookEndpointUpdateParams off =
        WebhookEndpointUpdateParams.builder().setDisabled(true).build();
    transcript.saw("endpoint off", api.webhookEndpoints().update(id, off).getStatus());
    transcript.saw("endpoint again", api.webhookEndpoints().retrieve(id).getSecret());
    transcript.saw("endpoints", api.webhookEndpoints().list().getData().size());
  }
}
