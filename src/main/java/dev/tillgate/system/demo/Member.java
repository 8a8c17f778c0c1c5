package dev.tillgate.system.demo;

import dev.tillgate.system.playground.Shop;
import java.net.URI;

/** One who must be told. */
interface Member extends AutoCloseable {
  String EVERYTHING = "order.*";

  void subscribe(Shop shop);

  boolean isUp();

  boolean wants(String type);

  /** Whether it has taken that event. */
  boolean hasTaken(String eventId);

  /**
   * Looks at everything it took.
   *
   * @throws IllegalStateException naming what is not as it must be
   */
  void requireGenuine();

  String name();

  URI url();

  @Override
  void close();
}
