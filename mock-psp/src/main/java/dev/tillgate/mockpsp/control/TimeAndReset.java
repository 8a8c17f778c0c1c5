package dev.tillgate.mockpsp.control;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Moves the provider's clock, and makes it forget everything. */
public final class TimeAndReset {
  /** A hundred years at a time: what is due then is still a number the store can hold. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Database database;
  private final List<Table> tables;
  private final MockClock clock;
  private final Runnable clockMoved;
  private final Runnable memory;
  private final Consumer<Tx> firstEndpoints;

  /**
   * @param tables all there are; rows that refer to others come before them
   * @param clockMoved does what came due by that, before the call is answered
   * @param memory forgets what is kept nowhere but in memory
   * @param firstEndpoints adds the endpoints the provider was started with, which a reset keeps
   */
  public TimeAndReset(
      Database database,
      List<Table> tables,
      MockClock clock,
      Runnable clockMoved,
      Runnable memory,
      Consumer<Tx> firstEndpoints) {
    this.database = database;
    this.tables = tables;
    this.clock = clock;
    this.memory = memory;
    this.clockMoved = clockMoved;
    this.firstEndpoints = firstEndpoints;
  }

  void addTo(RoutesConfig http, String root) {
    http.get(root + "/clock", this::now);
    http.post(root + "/clock", this::advance);
    http.post(root + "/reset", this::reset);
  }

  private void now(Context http) {
    Body.answer(http, Json.object().put("now", clock.instant().toString()));
  }

  private void advance(Context http) {
    advance(Body.of(http).path("advance").asString(""));
    now(http);
  }

  /** Moves the clock forward by an ISO 8601 duration; what came due has then happened. */
  public void advance(String text) {
    Duration by = duration(text);
    database.run(tx -> clock.advance(tx, by));
    clockMoved.run();
  }

  private static Duration duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      throw notADuration();
    }
    throw notADuration();
  }

  private static ApiError notADuration() {
    return ApiError.invalid(
        "Send {\"advance\":\"P8D\"}: an ISO 8601 duration from zero to P36500D.", "advance", null);
  }

  private void reset(Context http) {
    reset();
    Body.answer(http, Json.object().put("reset", true));
  }

  /** Forgets everything but the first endpoints, and is back in real time. */
  public void reset() {
    database.run(tx -> {
      tables.forEach(tx::clear);
      clock.reset();
      firstEndpoints.accept(tx);
    });
    memory.run();
  }
}
