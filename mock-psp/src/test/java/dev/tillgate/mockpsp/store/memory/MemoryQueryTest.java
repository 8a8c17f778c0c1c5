package dev.tillgate.mockpsp.store.memory;

import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.QueryContract;

/** What is found on the heap. */
class MemoryQueryTest extends QueryContract {
  @Override
  protected Database open() {
    return new MemoryDatabase();
  }
}
