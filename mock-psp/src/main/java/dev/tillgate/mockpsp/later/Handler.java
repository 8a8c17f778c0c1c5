package dev.tillgate.mockpsp.later;

import dev.tillgate.mockpsp.store.Tx;

/** Makes one kind of thing happen when its time has come. */
@FunctionalInterface
public interface Handler {
  /**
   * Does it, in the transaction that takes the entry off the timetable: both are kept or neither.
   * What no longer applies, because the object has moved on meanwhile, must be left alone.
   */
  void happen(Tx tx, String objectId);
}
