package dev.tillgate.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.api.SampleStore;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.engine.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A healthy store is found healthy, and each way to be ill is named, and no other. */
class InvariantsTest {
  @TempDir static Path healthy;
  private static final AtomicReference<Report> WHILE_IT_RAN = new AtomicReference<>();

  /** For each invariant what breaks it, and it alone. */
  private static final Map<String, String[]> BREAKS =
      Map.ofEntries(
          Map.entry(
              "order.accepted",
              sql(
                  "UPDATE events SET type = 'order.lost' WHERE type = 'order.placed'"
                      + " AND order_id = (SELECT MIN(id) FROM orders)")),
          Map.entry(
              "order.attended",
              sql(
                  "UPDATE payments SET status = 'canceled', due_at_ms = NULL"
                      + " WHERE status = 'requires_action'")),
          Map.entry(
              "order.total",
              sql(
                  "UPDATE orders SET items = json_set(items, '$[0].unit_amount', 1)"
                      + " WHERE status = 'confirmed'")),
          Map.entry(
              "order.confirmed",
              sql("UPDATE orders SET confirmed_at_ms = NULL WHERE status = 'confirmed'")),
          Map.entry(
              "order.told-once",
              sql(
                  "UPDATE events SET type = 'order.confirmed'"
                      + " WHERE type = 'order.requires_action'")),
          Map.entry(
              "order.finished-once",
              StoreCopy.without(
                  "order_finishes", "INSERT INTO order_finishes SELECT * FROM order_finishes")),
          Map.entry(
              "order.paid",
              sql("UPDATE payments SET status = 'failed' WHERE status = 'succeeded'")),
          Map.entry(
              "stock.reserved",
              sql(
                  "UPDATE products SET reserved = reserved + 1"
                      + " WHERE sku = (SELECT MIN(sku) FROM products)")),
          Map.entry(
              "stock.lines",
              sql("UPDATE reservations SET quantity = 2 WHERE status = 'committed'")),
          Map.entry(
              "stock.committed",
              sql("UPDATE reservations SET status = 'released' WHERE status = 'committed'")),
          Map.entry(
              "payment.attempts",
              sql("UPDATE payments SET attempt = 2 WHERE status = 'succeeded'")),
          Map.entry(
              "payment.due",
              sql("UPDATE payments SET due_at_ms = NULL WHERE status = 'requires_action'")),
          Map.entry(
              "payment.money",
              sql("UPDATE payments SET amount = amount + 1 WHERE status = 'succeeded'")),
          Map.entry(
              "payment.at-provider",
              sql("UPDATE payments SET provider_payment_id = NULL WHERE status = 'succeeded'")),
          Map.entry(
              "payment.id-once",
              StoreCopy.without(
                  "payments",
                  "CREATE UNIQUE INDEX payments_id ON payments (id)", // for those that refer to it
                  "UPDATE payments SET provider_payment_id = 'pi_same'")),
          Map.entry(
              "refund.due", sql("UPDATE refunds SET due_at_ms = NULL WHERE status = 'pending'")),
          Map.entry("refund.captured", sql("UPDATE refunds SET captured = 400")),
          Map.entry(
              "refund.payment",
              sql("UPDATE payments SET status = 'refund_failed' WHERE status = 'refund_pending'")),
          Map.entry(
              "order.refunded",
              sql("UPDATE orders SET amount_refunded = 499 WHERE status = 'partially_refunded'")),
          Map.entry(
              "callback.once",
              StoreCopy.without(
                  "callbacks", "UPDATE callbacks SET provider_event_id = 'evt_same'")),
          Map.entry(
              "callback.settled",
              sql("UPDATE callbacks SET status = 'received' WHERE status = 'ignored'")),
          Map.entry(
              "callback.payment",
              sql("UPDATE callbacks SET payment_id = 'pay_none' WHERE status = 'processed'")),
          Map.entry(
              "event.sequence",
              sql("UPDATE events SET sequence = sequence + 1 WHERE type = 'order.needs_review'")),
          Map.entry(
              "delivery.fanned-out",
              sql(
                  "DELETE FROM delivery_attempts"
                      + " WHERE delivery_id = (SELECT MIN(id) FROM deliveries)",
                  "DELETE FROM deliveries WHERE id = (SELECT MIN(id) FROM deliveries)")),
          Map.entry(
              "delivery.state",
              sql("UPDATE deliveries SET status = 'dead' WHERE status = 'delivered'")),
          Map.entry(
              "delivery.attempts",
              sql("UPDATE delivery_attempts SET number = 2 WHERE outcome = 'failed'")),
          Map.entry(
              "idempotency.resource", sql("UPDATE idempotency_keys SET resource = 'ord_none'")),
          Map.entry(
              "store.references",
              sql(
                  "INSERT INTO delivery_attempts (delivery_id, number, started_at_ms, latency_ms,"
                      + " outcome) VALUES ('dlv_none', 1, 0, 0, 'failed')")));

  @TempDir Path directory;

  @BeforeAll
  static void fill() throws IOException, InterruptedException {
    SampleStore.fill(
        healthy,
        () ->
            WHILE_IT_RAN.set(
                new Verification(Stores.snapshot(TestStore.place(healthy)), Clock.systemUTC())
                    .ofStore()));
  }

  static Stream<String> names() {
    return StoreInvariants.ALL.stream().map(Invariant::name);
  }

  @Test
  void aHealthyStoreHoldsAllAndEachInvariantHasSomethingToLookAt() {
    Report report =
        new Verification(Stores.snapshot(TestStore.place(healthy)), Clock.systemUTC()).ofStore();

    assertThat(report.violations()).isEmpty();
    assertThat(report.findings()).allSatisfy(finding -> assertThat(finding.checked()).isPositive());
    assertThat(report.tallies())
        .contains(new Tally("orders confirmed", 1), new Tally("orders payment_failed", 1));
  }

  @Test
  void aStoreIsHealthyBesideItsGateway() {
    assertThat(WHILE_IT_RAN.get().violations()).isEmpty();
    assertThat(WHILE_IT_RAN.get().findings()).hasSameSizeAs(StoreInvariants.ALL);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatBreaksAnInvariantIsSeenAsExactlyThat(String name) {
    StoreCopy copy = StoreCopy.of(healthy, directory);

    assertThat(copy.change(BREAKS.getOrDefault(name, sql()))).as("rows changed").isPositive();

    assertThat(
            new Verification(Stores.snapshot(TestStore.place(directory)), Clock.systemUTC())
                .ofStore()
                .violations())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.name()).isEqualTo(name);
          assertThat(finding.examples())
              .hasSize((int) Math.min(finding.violated(), Finding.EXAMPLES_MAX));
        });
  }

  @Test
  void aCallbackThatIsADayLateIsNoLongerOnlyWaiting() {
    InstantSource soon = InstantSource.offset(Clock.systemUTC(), Duration.ofHours(23));
    InstantSource late = InstantSource.offset(Clock.systemUTC(), Duration.ofHours(26));

    assertThat(
            new Verification(Stores.snapshot(TestStore.place(healthy)), soon)
                .ofStore()
                .violations())
        .isEmpty();
    assertThat(
            new Verification(Stores.snapshot(TestStore.place(healthy)), late)
                .ofStore()
                .violations())
        .extracting(Finding::name)
        .containsExactly("callback.settled");
  }

  @Test
  void atMostTenOffendersAreNamed() {
    StoreCopy copy = StoreCopy.of(healthy, directory);
    copy.change(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)"
            + " INSERT INTO idempotency_keys (owner, key, fingerprint, resource, created_at_ms)"
            + " SELECT 'key_1', i, '', 'ord_none', 0 FROM n");

    Report report =
        new Verification(Stores.snapshot(TestStore.place(directory)), Clock.systemUTC()).ofStore();

    assertThat(report.agrees()).isFalse();
    assertThat(report.violations())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.violated()).isEqualTo(12);
          assertThat(finding.examples()).hasSize(10).contains("key_1 1");
        });
  }

  @Test
  void nothingIsWritten() {
    StoreCopy copy = StoreCopy.of(healthy, directory);

    new Verification(Stores.snapshot(TestStore.place(directory)), Clock.systemUTC()).ofStore();

    assertThat(directory.resolve("tillgate.db"))
        .hasSameBinaryContentAs(healthy.resolve("tillgate.db"));
    assertThat(copy.directory().resolve("lock")).doesNotExist();
    assertThat(copy.directory().resolve("master.key")).doesNotExist();
  }

  private static String[] sql(String... statements) {
    return List.of(statements).toArray(String[]::new);
  }
}
