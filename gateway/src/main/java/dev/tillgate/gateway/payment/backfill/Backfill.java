package dev.tillgate.gateway.payment.backfill;

import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.callback.Callbacks;
import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.provider.EventsFrom;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.Turn;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the provider's events back, at once after the start and on a schedule, oldest first, and
 * puts into the inbox what never came. The cursor moves only when everything before it is on disk,
 * so a crash at any point costs some reading and nothing else.
 */
public final class Backfill implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Backfill.class);

  // An event may be listed a little later than a younger one; the last minute is read twice.
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  // Their clock and ours need not agree.
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Database database;
  private final CursorStore store = new CursorStore();
  private final Ends ends;
  private final String provider;
  private final Duration interval;
  private final InstantSource clock;
  private final Metrics metrics;
  private final AtomicReference<Optional<Round>> round = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Instant> upToDate;
  private final Loop loop = new Loop("events-backfill", this::backfillDue);

  /** What it stands between: whom it asks, whom it tells, and whose age decides where it begins. */
  public record Ends(Psp psp, Callbacks callbacks, Payments payments) {}

  /**
   * A round of reading under way.
   *
   * @param passed the last event of the page before
   */
  private record Round(EventsFrom from, Optional<EventPage.Mark> passed) {}

  /**
   * @param interval from the end of one round of reading to the next
   */
  public Backfill(
      Database database, Ends ends, Duration interval, InstantSource clock, Metrics metrics) {
    this.database = database;
    this.ends = ends;
    this.provider = ends.psp().name();
    this.interval = interval;
    this.clock = clock;
    this.metrics = metrics;
    upToDate = new AtomicReference<>(clock.instant());
    metrics.gauge(
        "tillgate.backfill.age.seconds",
        "seconds since the provider's events were last read to their end",
        () -> Duration.between(upToDate.get(), clock.instant()).toSeconds());
  }

  /**
   * Reads one page. Returns how long to wait for the next: not at all while there are more, the
   * interval when there are none, less when the provider did not answer.
   */
  public Duration backfillDue() {
    Cursor cursor = cursor();
    Round now = round.get().orElseGet(() -> new Round(cursor.start(), Optional.empty()));
    PspAnswer<EventPage> answer = ends.psp().events(now.from());
    return switch (answer) {
      case PspAnswer.Told<EventPage>(EventPage page) -> take(now, page);
      case PspAnswer.Refused<EventPage> refused when now.from() instanceof EventsFrom.After ->
          forgotten(cursor, refused);
      case PspAnswer.Refused<EventPage> refused -> refused(refused);
      case PspAnswer.NotSent<EventPage>(String reason, Optional<Duration> after) ->
          unanswered(reason, after);
      case PspAnswer.Unknown<EventPage>(String reason, Optional<Duration> after) ->
          unanswered(reason, after);
    };
  }

  public void start(Turn turn) {
    cursor(); // Written down before the first payment is made, whenever the provider answers.
    loop.start(turn);
  }

  /** Lets the present step end, but does not wait for a provider that hangs. */
  @Override
  public void close() {
    loop.closeWithin(CLOSE_WITHIN);
  }

  private Cursor cursor() {
    return database
        .read(tx -> store.find(tx, provider))
        .orElseGet(() -> database.write(this::begin));
  }

  /** What happened before there was anything of ours at the provider is not ours to replay. */
  private Cursor begin(Tx tx) {
    Instant first = ends.payments().oldestOpen(tx).orElse(clock.instant());
    store.begin(tx, provider, first.minus(CLOCKS_APART));
    return store.find(tx, provider).orElseThrow();
  }

  private Duration take(Round now, EventPage page) {
    int missed = ends.callbacks().readBack(provider, page.events());
    List<EventPage.Mark> marks = page.marks();
    if (!marks.isEmpty()) {
      database.change(tx -> move(tx, now.passed(), marks));
    }
    if (missed > 0) {
      metrics.count("tillgate.backfill.pages", "events", "recovered");
      log.info("backfill.read events={} recovered={}", page.events().size(), missed);
    }
    return page.more() && !marks.isEmpty() ? goOn(marks.getLast()) : over();
  }

  /** To the last event that is older than the newest one by the overlap, if there is one. */
  private void move(Tx tx, Optional<EventPage.Mark> passed, List<EventPage.Mark> marks) {
    Instant edge = marks.getLast().at().minus(OVERLAP);
    marks.reversed().stream()
        .filter(mark -> !mark.at().isAfter(edge))
        .findFirst()
        .or(() -> passed.filter(mark -> !mark.at().isAfter(edge)))
        .ifPresent(mark -> store.move(tx, provider, mark.id(), mark.at()));
  }

  private Duration goOn(EventPage.Mark last) {
    round.set(Optional.of(new Round(new EventsFrom.After(last.id()), Optional.of(last))));
    return Duration.ZERO;
  }

  private Duration over() {
    round.set(Optional.empty());
    upToDate.set(clock.instant());
    return interval;
  }

  /** The gateway was away for longer than the provider remembers. */
  private Duration forgotten(Cursor cursor, PspAnswer.Refused<EventPage> refused) {
    log.warn(
        "backfill.cursor_refused event={} code={} since={}",
        cursor.eventId().orElse("none"),
        refused.code(),
        cursor.since());
    round.set(Optional.of(new Round(cursor.byTime(), Optional.empty())));
    return Duration.ZERO;
  }

  private Duration refused(PspAnswer.Refused<EventPage> refused) {
    log.warn("backfill.refused code={} message=\"{}\"", refused.code(), refused.message());
    round.set(Optional.empty());
    return interval;
  }

  private Duration unanswered(String reason, Optional<Duration> asked) {
    log.warn("backfill.unanswered reason=\"{}\"", reason);
    Duration wait = interval.compareTo(AFTER_FAILURE) < 0 ? interval : AFTER_FAILURE;
    return asked.filter(longer -> longer.compareTo(wait) > 0).orElse(wait);
  }
}
