package dev.tillgate.mockpsp.checkout;

import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import dev.tillgate.mockpsp.page.WellFormed;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A shopper without a browser, and what the shop sees of it. */
final class CheckoutShopper {
  static final String VISA = "4242424242424242";
  static final String DECLINED = "4000000000000002";
  static final String AUTHENTICATED = "4000000000003220";

  private final Shop shop;
  private final Wire wire;

  CheckoutShopper(MockPsp psp) {
    this.shop = new Shop(psp);
    this.wire = new Wire(psp);
  }

  Session open() throws Exception {
    return create(CheckoutSessionTest.params());
  }

  Session create(SessionCreateParams.Builder params) throws Exception {
    return shop.api().checkout().sessions().create(params.build());
  }

  Session retrieve(Session session) throws Exception {
    return shop.api().checkout().sessions().retrieve(session.getId());
  }

  String page(Session session) throws Exception {
    return WellFormed.checked(
        wire.send(HttpRequest.newBuilder(URI.create(session.getUrl()))).body());
  }

  HttpResponse<String> pay(Session session, String number, int press) throws Exception {
    return press(URI.create(session.getUrl()), fields(number, press));
  }

  static String fields(String number, int press) {
    return "email=ada@shop.example&name=Ada+Lovelace&expiry="
        + URLEncoder.encode("12 / 40", StandardCharsets.UTF_8)
        + "&cvc=123&number="
        + number
        + "&press="
        + press;
  }

  HttpResponse<String> press(URI page, String form) throws Exception {
    return wire.send(form(page, form));
  }

  static HttpRequest.Builder form(URI page, String form) {
    return HttpRequest.newBuilder(page)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  List<String> types() throws Exception {
    return shop.api().events().list().getData().stream().map(Event::getType).toList();
  }
}
