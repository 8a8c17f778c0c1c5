package dev.tillgate.mockpsp.store.memory;

import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.DatabaseContract;

/** The store on the heap. */
class MemoryDatabaseTest extends DatabaseContract {
  @Override
  protected Database open() {
    return new MemoryDatabase();
  }
}
