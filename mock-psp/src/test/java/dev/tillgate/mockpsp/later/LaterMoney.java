package dev.tillgate.mockpsp.later;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A provider whose money moves later; nothing that comes due may fail. */
abstract class LaterMoney {
  final MockPsp psp = MockPsp.start(MockPspSettings.inMemory(), new SteppedClock(), new Random(1));
  final Shop shop = new Shop(psp);
  final Wire wire = new Wire(psp);

  private final ListAppender<ILoggingEvent> failures = new ListAppender<>();

  @BeforeEach
  void watchForFailures() {
    failures.start();
    log().addAppender(failures);
  }

  /** What no longer applies must be left alone, not tried again and again in vain. */
  @AfterEach
  void nothingThatCameDueHasFailed() {
    psp.close();
    log().detachAppender(failures);
    assertThat(failures.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .isEmpty();
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(LateWork.class);
  }

  void advance(String duration) throws Exception {
    wire.control("clock", "{\"advance\":\"" + duration + "\"}");
  }

  static RefundCreateParams.Builder of(PaymentIntent intent) {
    return RefundCreateParams.builder().setPaymentIntent(intent.getId());
  }

  Refund refund(PaymentIntent intent) throws StripeException {
    return shop.api().refunds().create(of(intent).build());
  }

  Charge charge(PaymentIntent intent) throws StripeException {
    return shop.api()
        .charges()
        .list(com.stripe.param.ChargeListParams.builder().setPaymentIntent(intent.getId()).build())
        .getData()
        .getFirst();
  }

  List<String> types() throws StripeException {
    return shop.api().events().list().getData().stream().map(Event::getType).toList();
  }
}
