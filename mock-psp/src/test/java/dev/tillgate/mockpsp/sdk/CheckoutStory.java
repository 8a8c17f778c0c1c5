package dev.tillgate.mockpsp.sdk;

import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import com.stripe.param.checkout.SessionUpdateParams;
import com.stripe.service.checkout.SessionService;

/** Checkout Sessions, told with the official Java library. */
final class CheckoutStory {
  private final SessionService sessions;
  private final Transcript transcript;

  CheckoutStory(SessionService sessions, Transcript transcript) {
    this.sessions = sessions;
    this.transcript = transcript;
  }

  void tell() throws StripeException {
    Session session = sessions.create(tea().build());
    String id = session.getId();
    transcript.saw("session", session.getStatus(), session.getAmountTotal());
    session = sessions.retrieve(id, expanded());
    transcript.saw("its items", session.getLineItems().getData().getFirst().getAmountTotal());
    transcript.saw("items", sessions.lineItems().list(id).getData().getFirst().getDescription());
    session = sessions.update(id, SessionUpdateParams.builder().putMetadata("a", "b").build());
    transcript.saw("session update", session.getMetadata().get("a"));
    transcript.saw("session expired", sessions.expire(id).getStatus());
    transcript.refused("expired twice", () -> sessions.expire(id));
    transcript.saw("sessions", sessions.list(expiredOnes()).getData().size());
    transcript.refused(
        "subscription", () -> sessions.create(tea().setMode(Mode.SUBSCRIPTION).build()));
    transcript.refused("no such session", () -> sessions.retrieve("cs_none"));
  }

  private static SessionRetrieveParams expanded() {
    return SessionRetrieveParams.builder().addExpand("line_items").build();
  }

  private static SessionListParams expiredOnes() {
    return SessionListParams.builder().setStatus(SessionListParams.Status.EXPIRED).build();
  }

  private static SessionCreateParams.Builder tea() {
    PriceData price =
        PriceData.builder()
            .setCurrency("eur")
            .setUnitAmount(499L)
            .setProductData(PriceData.ProductData.builder().setName("Tea").build())
            .build();
    return SessionCreateParams.builder()
        .setMode(Mode.PAYMENT)
        .setSuccessUrl("https://shop.example/thanks?session={CHECKOUT_SESSION_ID}")
        .addLineItem(LineItem.builder().setQuantity(2L).setPriceData(price).build());
  }
}
