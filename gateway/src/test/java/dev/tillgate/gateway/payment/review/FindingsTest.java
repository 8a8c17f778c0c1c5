package dev.tillgate.gateway.payment.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Mirror;
import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  @TempDir Path directory;
  Shop shop;
  ReviewStore store = new ReviewStore();

  @BeforeEach
  void open() {
    shop = new Shop(directory);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void found(IntentStatus status, String order) {
    Intent intent =
        new Intent(
            "pi_1",
            status,
            new Intent.Amount(1_299, 0, "usd"),
            new Intent.Situation(false, Optional.empty(), Optional.empty()),
            Map.of("order_id", order));
    shop.database.change(
        tx -> new Findings(shop.ambient, shop.metrics).found(tx, "stripe", intent));
  }

  private List<ReviewItem> reviews(String status) {
    return shop.database.read(tx -> store.page(tx, status, null, 20));
  }

  private boolean closed(String note) {
    String id = reviews("open").getFirst().id();
    return shop.database.write(tx -> store.close(tx, id, note, shop.clock.instant()));
  }

  @Test
  void theTableAllowsTheSameKinds() {
    assertThat(Mirror.check("V7__backfill.sql", "review_items", "kind"))
        .containsExactlyInAnyOrderElementsOf(ReviewItem.Kind.words());
  }

  @Test
  void theSameIntentIsReviewedOnce() {
    found(IntentStatus.REQUIRES_ACTION, "ord_1");
    found(IntentStatus.REQUIRES_PAYMENT_METHOD, "ord_1");

    assertThat(reviews("open")).singleElement().extracting(ReviewItem::reference).isEqualTo("pi_1");
  }

  @Test
  void aClosedReviewStaysClosedWhileNothingIsPaid() {
    found(IntentStatus.REQUIRES_ACTION, "ord_1");
    assertThat(closed("a test of the old shop")).isTrue();

    found(IntentStatus.CANCELED, "ord_1");

    assertThat(reviews("open")).isEmpty();
    assertThat(reviews("closed")).hasSize(1);
  }

  @Test
  void moneyOpensAClosedReviewAgain() {
    found(IntentStatus.REQUIRES_ACTION, "ord_1");
    closed("a test of the old shop");

    found(IntentStatus.SUCCEEDED, "ord_1");

    assertThat(reviews("open"))
        .singleElement()
        .extracting(item -> item.finding().reason())
        .asString()
        .contains("succeeded over 1299 usd", "ord_1");
  }

  @Test
  void oddMetadataIsNotRepeated() {
    found(IntentStatus.SUCCEEDED, "ord_<script>");

    assertThat(reviews("open").getFirst().finding().reason()).doesNotContain("script");
  }
}
