package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Spans.Span;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops spans of deliveries, with their attempts, in which everything is over. Each is looked
 * through before by a reader, a piece a step: what is over stays so, and is not looked at twice.
 */
final class WholeSpans {
  /** When a span is looked at again in which something stood, or which others were using. */
  static final Duration AGAIN = Duration.ofMinutes(30);

  /** How long the rows of an old span wait for its last to be over; then they go one by one. */
  static final Duration PATIENCE = Duration.ofDays(7);

  /** Few milliseconds of a reader. */
  static final int PIECE = 20_000;

  // In the order in which a send is settled.
  private static final List<String> TABLES = List.of(OldDeliveriesStore.TABLE, "delivery_attempts");

  private static final Logger log = LoggerFactory.getLogger(WholeSpans.class);

  private final Database database;
  private final InstantSource clock;
  private final SpanStore store = new SpanStore();
  private final Map<Span, Look> looks = new ConcurrentHashMap<>();

  /**
   * How far a span was looked through.
   *
   * @param upTo everything up to there is over
   * @param next when to go on
   */
  private record Look(String upTo, Instant next) {}

  WholeSpans(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Looks at a piece of an old span, or drops it; false when there is none to look at now. */
  boolean step(Instant before) {
    List<Span> spans = database.read(tx -> database.spans().of(tx, OldDeliveriesStore.TABLE));
    Optional<Span> old =
        spans.stream().filter(span -> isOld(span, before)).filter(this::isDue).findFirst();
    old.ifPresent(span -> look(span, before));
    return old.isPresent();
  }

  /**
   * The first stretch behind the place whose rows do not go one by one: its span is young, or old
   * but not for long. Of a span that is wider than others only the newest part has that time.
   */
  static Optional<Span> leftAlone(List<Span> spans, String place, Instant before) {
    String longAgo = lowest(before.minus(PATIENCE.multipliedBy(2)));
    return spans.stream()
        .filter(span -> !isOld(span, before.minus(PATIENCE)))
        .filter(span -> span.to().compareTo(place) > 0)
        .map(span -> span.from().compareTo(longAgo) < 0 ? new Span(longAgo, span.to()) : span)
        .findFirst();
  }

  private void look(Span span, Instant before) {
    String place = looked(span).upTo();
    SpanStore.Piece piece = database.read(tx -> store.behind(tx, span, place, before, PIECE));
    if (!piece.isOver()) {
      looks.put(span, new Look(place, clock.instant().plus(AGAIN)));
    } else if (piece.last().isPresent()) {
      looks.put(span, new Look(piece.last().get(), Instant.MIN));
    } else {
      drop(span, before);
    }
  }

  private void drop(Span span, Instant before) {
    boolean dropped = database.write(tx -> dropped(tx, span, before));
    if (dropped) {
      looks.remove(span);
      log.info("deliveries.dropped from={} to={}", span.from(), span.to());
    } else {
      looks.put(span, new Look(span.from(), clock.instant().plus(AGAIN)));
    }
  }

  /** A clock that was set back may have put a delivery behind what was looked at. */
  private boolean dropped(Tx tx, Span span, Instant before) {
    if (!database.spans().take(tx, span, TABLES) || store.isUnfinished(tx, span)) {
      return false;
    }
    database.spans().drop(tx, span, TABLES);
    OldDeliveriesStore.note(tx, before);
    return true;
  }

  private boolean isDue(Span span) {
    return !looked(span).next().isAfter(clock.instant());
  }

  private Look looked(Span span) {
    return looks.getOrDefault(span, new Look(span.from(), Instant.MIN));
  }

  /** Whether all its deliveries were made before the instant. */
  private static boolean isOld(Span span, Instant before) {
    return span.to().compareTo(lowest(before)) <= 0;
  }

  private static String lowest(Instant at) {
    return Ids.lowest(DeliveryId.PREFIX, at);
  }
}
