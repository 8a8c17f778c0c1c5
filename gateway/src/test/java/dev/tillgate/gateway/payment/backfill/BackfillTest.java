package dev.tillgate.gateway.payment.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.provider.EventsFrom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks that never came: their events are read from the provider's list. */
class BackfillTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;
  Mailroom room;

  @BeforeEach
  void open() {
    room = new Mailroom(directory);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  @DisplayName("PAY-F2: an event whose callback never came is read back and finishes the order")
  void aLostCallbackIsMadeGood() {
    Payment payment = room.payment();
    room.succeeded("evt_1", payment);

    Duration wait = room.backfill().backfillDue();

    assertThat(wait).isEqualTo(Mailroom.INTERVAL);
    assertThat(room.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
    assertThat(room.inbox()).containsExactly("evt_1 processed read_back");
    assertThat(room.timeline(payment))
        .contains("payment_intent.succeeded read back from the provider");
  }

  @Test
  @DisplayName("PAY-F2: everything missed is read, page by page and oldest first")
  void everyPageIsReadOldestFirst() {
    for (int i = 1; i <= 7; i++) {
      room.succeeded("evt_" + i, room.payment());
    }

    room.readAll(room.backfill());

    assertThat(room.inbox())
        .extracting(row -> row.split(" ", 2)[0])
        .containsExactly("evt_1", "evt_2", "evt_3", "evt_4", "evt_5", "evt_6", "evt_7");
    assertThat(room.psp.asked).hasSize(3);
  }

  @Test
  @DisplayName("PAY-F3: after an outage of days reading goes on where it ended")
  void readingGoesOnAtTheCursor() {
    room.succeeded("evt_1", room.payment());
    room.shop.clock.advance(HOUR);
    room.succeeded("evt_2", room.payment());
    room.readAll(room.backfill());
    room.shop.clock.advance(Duration.ofDays(4));
    Payment late = room.payment();
    room.succeeded("evt_3", late);

    room.readAll(room.backfill());

    assertThat(room.psp.asked).last().isEqualTo(new EventsFrom.After("evt_1"));
    assertThat(room.shop.stateOf(late.orderId())).isEqualTo(OrderState.CONFIRMED);
    assertThat(room.inbox()).hasSize(3);
  }

  @Test
  @DisplayName("PAY-F3: a cursor the provider no longer knows is replaced by its time")
  void aForgottenCursorFallsBackToItsTime() {
    room.foreign("evt_1");
    room.shop.clock.advance(HOUR);
    room.foreign("evt_2");
    room.readAll(room.backfill());
    room.shop.clock.advance(Duration.ofDays(29));
    room.psp.events.clear();
    Payment payment = room.payment();
    room.succeeded("evt_3", payment);

    room.readAll(room.backfill());

    assertThat(room.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  void whatWasThereBeforeTheFirstStartIsNotReplayed() {
    room.foreign("evt_foreign");
    room.shop.clock.advance(HOUR);

    room.readAll(room.backfill());

    assertThat(room.inbox()).isEmpty();
  }

  @Test
  void theFirstReadingBeginsBeforeTheOldestOpenPayment() {
    Payment payment = room.payment();
    room.succeeded("evt_1", payment);
    room.shop.clock.advance(HOUR);
    room.payment();

    room.readAll(room.backfill());

    assertThat(room.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  void whereItBeginsIsOnDiskBeforeTheProviderAnswers() {
    room.psp.leave(Duration.ofSeconds(1));
    room.backfill().backfillDue();
    Payment payment = room.payment();
    room.succeeded("evt_1", payment);
    settled(payment);
    room.shop.clock.advance(HOUR);
    room.psp.comeBack();

    room.readAll(room.backfill());

    assertThat(room.inbox()).hasSize(1);
  }

  /** Closed by somebody else, so that no open payment says how far back to read. */
  private void settled(Payment payment) {
    room.shop.database.change(tx ->
        tx.update("UPDATE payments SET status = 'failed' WHERE id = :id")
            .bind("id", payment.id().value())
            .execute());
  }

  @Test
  void aCrashBetweenAPageAndItsCursorRepeatsHarmlessly() {
    Payment payment = room.payment();
    room.succeeded("evt_1", payment);
    room.callbacks.readBack("stripe", room.psp.events);

    room.readAll(room.backfill());

    assertThat(room.inbox()).hasSize(1);
    assertThat(room.shop.events(payment.orderId())).containsExactly("order.confirmed");
  }

  @Test
  @DisplayName("PAY-B8: a page the store does not take is read again")
  void theCursorDoesNotOvertakeTheInbox() {
    Payment payment = room.payment();
    room.succeeded("evt_1", payment);
    Backfill backfill = room.backfill();
    refuseCallbacks(true);
    assertThatThrownBy(backfill::backfillDue).isInstanceOf(RuntimeException.class);
    refuseCallbacks(false);

    room.readAll(backfill);

    assertThat(room.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  private void refuseCallbacks(boolean refuse) {
    room.shop.database.change(tx ->
        tx.update(
                refuse
                    ? "CREATE TRIGGER full BEFORE INSERT ON callbacks BEGIN SELECT RAISE(ABORT, 'full'); END"
                    : "DROP TRIGGER full")
            .execute());
  }

  @Test
  void anEventThatIsListedLateIsNotOverlooked() {
    room.foreign("evt_1");
    room.shop.clock.advance(HOUR);
    room.foreign("evt_3");
    room.readAll(room.backfill());
    Payment payment = room.payment();
    room.psp.events.add(
        1,
        new EventPage.Event(
            Optional.of(new EventPage.Mark("evt_2", room.shop.clock.instant().minusSeconds(50))),
            room.body(
                "evt_2",
                payment.id().value(),
                payment.orderId().value(),
                room.shop.clock.instant())));

    room.readAll(room.backfill());

    assertThat(room.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  void anEventNobodyCanReadIsKeptDeadAndTheOthersFlow() {
    byte[] odd = "{\"object\":\"surprise\"}".getBytes(StandardCharsets.UTF_8);
    room.psp.lists("evt_odd", room.shop.clock.instant(), odd);
    room.psp.events.add(new EventPage.Event(Optional.empty(), odd));
    Payment payment = room.payment();
    room.succeeded("evt_2", payment);

    room.readAll(room.backfill());
    room.readAll(room.backfill());

    assertThat(room.inbox()).hasSize(3).last().isEqualTo("evt_2 processed read_back");
    assertThat(room.inbox().getFirst()).isEqualTo("unreadable_evt_odd dead read_back");
    assertThat(room.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  void aProviderThatIsAwayIsAskedAgainAsSoonAsItLikes() {
    Backfill backfill = room.backfill();
    room.psp.leave(Duration.ofSeconds(90));

    assertThat(backfill.backfillDue()).isEqualTo(Duration.ofSeconds(90));

    room.psp.leave(Duration.ZERO);
    assertThat(backfill.backfillDue()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anIdleGatewayAsksOnceAnInterval() {
    Backfill backfill = room.backfill();

    assertThat(backfill.backfillDue()).isEqualTo(Mailroom.INTERVAL);

    assertThat(room.psp.asked).hasSize(1);
  }

  @Test
  @DisplayName("PAY-F4: a callback that comes while its event is read back has one effect")
  void aLateCallbackAndTheBackfillHaveOneEffect() throws Exception {
    for (int round = 0; round < 50; round++) {
      Payment payment = room.payment();
      room.shop.sell(Shop.TEA, 100);
      List<EventPage.Event> event = listed("evt_" + round, payment);
      Callable<Integer> reading = () -> room.callbacks.readBack("stripe", event);

      try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
        readers.invokeAll(List.of(reading, reading, reading, reading));
      }

      assertThat(room.shop.events(payment.orderId())).containsExactly("order.confirmed");
    }
  }

  private List<EventPage.Event> listed(String id, Payment payment) {
    room.succeeded(id, payment);
    return List.of(room.psp.events.getLast());
  }

  @Test
  @DisplayName("PAY-A9: an intent that names us and is none of ours is for a person, once")
  void aStrangersPaymentIsReviewed() {
    room.succeeded("evt_1", "pay_lost", "ord_lost");
    room.succeeded("evt_2", "pay_lost", "ord_lost");

    room.readAll(room.backfill());

    assertThat(room.reviews()).containsExactly("pi_pay_lost 1");
    assertThat(room.inbox()).allMatch(row -> row.contains("deferred"));
  }

  @Test
  @DisplayName("PAY-D2: an intent that names our payment with another id is for a person")
  void aSecondIntentOfOnePaymentIsReviewed() {
    Payment payment = room.payment();
    room.succeeded("evt_1", payment);
    room.succeeded("evt_2", "other", payment.orderId().value());

    room.readAll(room.backfill());

    assertThat(room.reviews()).containsExactly("pi_other 1");
    assertThat(room.shop.events(payment.orderId())).containsExactly("order.confirmed");
  }

  @Test
  void anIntentSomebodyElseMadeIsNotOurs() {
    room.succeeded("evt_1", "theirs", "theirs");

    room.readAll(room.backfill());

    assertThat(room.inbox()).containsExactly("evt_1 ignored read_back");
    assertThat(room.reviews()).isEmpty();
  }
}
