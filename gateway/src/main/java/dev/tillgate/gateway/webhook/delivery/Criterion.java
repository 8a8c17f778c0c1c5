package dev.tillgate.gateway.webhook.delivery;

import java.util.Locale;

/** What a list of deliveries can be narrowed down by, each under its own name. */
public enum Criterion {
  /** To whom: an endpoint's id. */
  ENDPOINT("endpoint_id = :endpoint"),
  /** Of which event: its id. */
  EVENT("event_id = :event"),
  /** About which order: its id. */
  ORDER("event_id IN (SELECT id FROM events WHERE order_id = :order)"),
  /** Of which type: as {@link #like} writes it. */
  TYPE("event_type LIKE :type ESCAPE '!'"),
  /** Made at that time or later, in milliseconds since 1970. */
  FROM("created_at_ms >= :from"),
  /** Made earlier, in milliseconds since 1970. */
  TO("created_at_ms < :to");

  private final String condition;

  Criterion(String condition) {
    this.condition = condition;
  }

  /** As the API names it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The types a glob such as {@code order.*} matches, for {@link #TYPE}; the star crosses dots. */
  public static String like(String glob) {
    return glob.replace("_", "!_").replace('*', '%');
  }

  String sql() {
    return " AND " + condition;
  }
}
