package dev.tillgate.mockpsp.endpoint;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.WebhookEndpoint;
import com.stripe.net.Webhook;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointCreateParams.ApiVersion;
import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import com.stripe.param.WebhookEndpointUpdateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Webhook endpoints through the API. */
class EndpointTest {
  private static final String ENDPOINTS = "/v1/webhook_endpoints";

  private Receiver receiver;
  private MockPsp psp;
  private Shop shop;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    psp = MockPsp.start(MockPspSettings.inMemory());
    shop = new Shop(psp);
  }

  @AfterEach
  void stop() {
    psp.close();
    receiver.close();
  }

  @Test
  void theSecretIsShownAtCreationOnlyAndSignsTheCallbacks() throws Exception {
    WebhookEndpoint created = create(EnabledEvent.ALL);
    shop.open();
    Receiver.Callback callback = receiver.next("payment_intent.created");

    assertThat(created.getSecret()).startsWith("whsec_");
    assertThat(retrieve(created).getSecret()).isNull();
    assertThat(
            Webhook.constructEvent(callback.body(), callback.signature(), created.getSecret())
                .getType())
        .isEqualTo("payment_intent.created");
  }

  @Test
  void anEndpointGetsTheTypesItAskedForInItsOwnVersion() throws Exception {
    shop.api()
        .webhookEndpoints()
        .create(
            WebhookEndpointCreateParams.builder()
                .setUrl(receiver.url().toString())
                .addEnabledEvent(EnabledEvent.CHARGE__SUCCEEDED)
                .setApiVersion(ApiVersion.VERSION_2024_06_20)
                .build());
    shop.pay("pm_card_visa");

    Receiver.Callback first = receiver.next(callback -> true);
    assertThat(first.isAbout("charge.succeeded")).isTrue();
    assertThat(first.body()).contains("\"api_version\":\"2024-06-20\"");
    assertThat(shop.api().events().list().getData().getFirst().getApiVersion())
        .isEqualTo(com.stripe.Stripe.API_VERSION);
  }

  @Test
  void anAddressThatCannotBeDialledIsRefused() throws Exception {
    for (String port : List.of("0", "99999")) {
      String form = "enabled_events[]=*&url=http://127.0.0.1:" + port;
      HttpResponse<String> refused = new Wire(psp).post("/v1/webhook_endpoints", form);

      assertThat(Wire.json(refused).at("/error/code").asString()).isEqualTo("url_invalid");
    }
  }

  @Test
  void theVersionOfOneEndpointIsNotThatOfTheNext() throws Exception {
    try (Receiver second = new Receiver()) {
      String form = "enabled_events[]=*&url=";
      Wire wire = new Wire(psp);
      wire.post(ENDPOINTS, form + receiver.url() + "&api_version=2024-06-20");
      wire.post(ENDPOINTS, form + second.url());
      shop.open();

      assertThat(receiver.next(callback -> true).body()).contains("\"api_version\":\"2024-06-20\"");
      assertThat(second.next(callback -> true).body())
          .contains("\"api_version\":\"" + com.stripe.Stripe.API_VERSION + "\"");
    }
  }

  @Test
  void anAddressAndTypesAreNeeded() throws Exception {
    Wire wire = new Wire(psp);

    assertThat(json(wire.post(ENDPOINTS, "enabled_events[]=*")).at("/error/param").asString())
        .isEqualTo("url");
    assertThat(json(wire.post(ENDPOINTS, "url=" + receiver.url())).at("/error/param").asString())
        .isEqualTo("enabled_events");
  }

  @Test
  void anUpdateChangesWhatItNamesAndCallbacksGoToTheNewAddress() throws Exception {
    Wire wire = new Wire(psp);
    String path = ENDPOINTS + "/" + create(EnabledEvent.ALL).getId();
    try (Receiver second = new Receiver()) {
      wire.post(path, "description=a");
      JsonNode updated = json(wire.post(path, "description=&url=" + second.url()));
      shop.open();

      assertThat(updated.path("description").isNull()).isTrue();
      assertThat(updated.path("enabled_events")).hasSize(1);
      second.next("payment_intent.created");
    }
  }

  @Test
  void aDisabledEndpointGetsNothing() throws Exception {
    WebhookEndpoint created = create(EnabledEvent.ALL);
    WebhookEndpoint disabled =
        shop.api()
            .webhookEndpoints()
            .update(
                created.getId(),
                WebhookEndpointUpdateParams.builder()
                    .setDisabled(true)
                    .setDescription("off for now")
                    .build());
    shop.open();

    assertThat(disabled.getStatus()).isEqualTo("disabled");
    assertThat(disabled.getDescription()).isEqualTo("off for now");
    assertThat(shop.api().events().list().getData().getFirst().getPendingWebhooks()).isZero();
    String event = shop.api().events().list().getData().getFirst().getId();
    assertThat(new Wire(psp).control("events/" + event + "/resend", "").path("endpoints").asInt())
        .isZero();
  }

  @Test
  void aDeletedEndpointIsGone() throws Exception {
    WebhookEndpoint created = create(EnabledEvent.ALL);
    WebhookEndpoint deleted = shop.api().webhookEndpoints().delete(created.getId());

    assertThat(deleted.getDeleted()).isTrue();
    assertThat(shop.api().webhookEndpoints().list().getData()).isEmpty();
    assertThat(
            catchThrowableOfType(InvalidRequestException.class, () -> retrieve(created))
                .getStatusCode())
        .isEqualTo(404);
  }

  @Test
  void anAddressThatIsNotOneIsRefused() {
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                shop.api()
                    .webhookEndpoints()
                    .create(
                        WebhookEndpointCreateParams.builder()
                            .setUrl("shop.example/hooks")
                            .addEnabledEvent(EnabledEvent.ALL)
                            .build()));

    assertThat(refusal.getCode()).isEqualTo("url_invalid");
    assertThat(refusal.getParam()).isEqualTo("url");
  }

  private WebhookEndpoint create(EnabledEvent events) throws Exception {
    return shop.api()
        .webhookEndpoints()
        .create(
            WebhookEndpointCreateParams.builder()
                .setUrl(receiver.url().toString())
                .addEnabledEvent(events)
                .build());
  }

  private WebhookEndpoint retrieve(WebhookEndpoint endpoint) throws Exception {
    return shop.api().webhookEndpoints().retrieve(endpoint.getId());
  }
}
