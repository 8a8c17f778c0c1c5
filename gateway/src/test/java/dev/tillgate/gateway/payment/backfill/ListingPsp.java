package dev.tillgate.gateway.payment.backfill;

import dev.tillgate.gateway.payment.UnreachablePsp;
import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.provider.EventsFrom;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A provider that answers no payment, but lists its events, three to a page. */
final class ListingPsp extends UnreachablePsp {
  private static final int PAGE = 3;

  final List<EventPage.Event> events = new ArrayList<>();
  final List<EventsFrom> asked = new ArrayList<>();
  private final AtomicReference<Optional<Duration>> awayFor =
      new AtomicReference<>(Optional.empty());

  void lists(String id, Instant at, byte[] body) {
    events.add(new EventPage.Event(Optional.of(new EventPage.Mark(id, at)), body));
  }

  /** Out of reach from now on, and asks for that much patience. */
  void leave(Duration patience) {
    awayFor.set(Optional.of(patience));
  }

  void comeBack() {
    awayFor.set(Optional.empty());
  }

  @Override
  public PspAnswer<EventPage> events(EventsFrom from) {
    asked.add(from);
    return awayFor.get().isPresent()
        ? new PspAnswer.Unknown<>("read timed out", awayFor.get())
        : told(from);
  }

  private PspAnswer<EventPage> told(EventsFrom from) {
    return switch (from) {
      case EventsFrom.After(String id) -> {
        int place = place(mark -> mark.id().equals(id));
        yield place < 0
            ? new PspAnswer.Refused<>("resource_missing", Optional.of("ending_before"), "none")
            : page(place + 1);
      }
      case EventsFrom.Since(Instant time) -> {
        int place = place(mark -> !mark.at().isBefore(time));
        yield page(place < 0 ? events.size() : place);
      }
    };
  }

  private int place(Predicate<EventPage.Mark> wanted) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).mark().filter(wanted).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  private PspAnswer<EventPage> page(int first) {
    int end = Math.min(first + PAGE, events.size());
    return new PspAnswer.Told<>(new EventPage(events.subList(first, end), end < events.size()));
  }
}
