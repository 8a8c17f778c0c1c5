package dev.tillgate.mockpsp;

import dev.tillgate.mockpsp.callback.Callbacks;
import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.checkout.Sessions;
import dev.tillgate.mockpsp.control.MockClock;
import dev.tillgate.mockpsp.dispute.Disputes;
import dev.tillgate.mockpsp.endpoint.Endpoints;
import dev.tillgate.mockpsp.endpoint.Secrets;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.idempotency.Keys;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.later.Timetable;
import dev.tillgate.mockpsp.refund.Refunds;
import dev.tillgate.mockpsp.store.Table;
import java.util.List;

/** The tables there are. */
final class Tables {
  /** Rows that refer to others come before them. */
  static final List<Table> ALL =
      List.of(
          Callbacks.DELIVERIES,
          Secrets.TABLE,
          Endpoints.TABLE,
          Events.TABLE,
          Refunds.TABLE,
          Disputes.TABLE,
          Charges.TABLE,
          Sessions.ITEMS,
          Sessions.TABLE,
          Intents.TABLE,
          Keys.TABLE,
          Timetable.TABLE,
          MockClock.SETTINGS);

  private Tables() {}
}
