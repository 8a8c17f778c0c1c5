package dev.tillgate.mockpsp.live;

import java.util.List;

/**
 * What the page at {@code /} shows, the newest of each first.
 *
 * @param buttons whether the fault plane is there to be pressed
 */
public record LiveView(
    Clock clock,
    String summary,
    List<IntentRow> intents,
    List<EventRow> events,
    List<CallbackRow> callbacks,
    List<FaultRow> faults,
    List<EndpointRow> endpoints,
    boolean buttons) {
  public LiveView {
    intents = List.copyOf(intents);
    events = List.copyOf(events);
    callbacks = List.copyOf(callbacks);
    faults = List.copyOf(faults);
    endpoints = List.copyOf(endpoints);
  }

  /**
   * The provider's own clock.
   *
   * @param ahead by how much it was advanced; empty when it was not
   */
  public record Clock(String now, String ahead) {}

  /**
   * A status in words, and how it looks.
   *
   * @param tone {@code good}, {@code bad}, {@code wait} or {@code calm}
   */
  public record Badge(String text, String tone) {}

  /** A payment intent; {@code method} is what it was last tried with. */
  public record IntentRow(
      String id, String amount, Badge status, String order, String method, String age) {
    /** Whether the shopper is to authenticate. */
    public boolean waitsForShopper() {
      return status.text().equals("requires_action");
    }

    /** Whether the bank is to settle. */
    public boolean waitsForBank() {
      return status.text().equals("processing");
    }
  }

  /** An event; {@code pending} endpoints have not taken it. */
  public record EventRow(String id, String type, String object, int pending, String age) {}

  /**
   * One event on its way to one endpoint.
   *
   * @param attempts sends begun
   * @param outcome of the last one; empty before it
   * @param next when it is tried again; empty when it is not
   */
  public record CallbackRow(
      String event,
      String type,
      String endpoint,
      long attempts,
      Badge state,
      String outcome,
      String next) {}

  /** A fault at work, by its id or {@code callbacks}; {@code counts} says how often. */
  public record FaultRow(String id, String what, String match, String counts) {}

  /** A webhook endpoint. */
  public record EndpointRow(String id, String url, String types, Badge status) {}
}
