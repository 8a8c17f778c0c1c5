package dev.tillgate.gateway.platform.store.transfer;

/** Takes rows, value by value in the order of the columns it was asked for. */
public interface Rows {
  /** The values of the next row follow. */
  void begin();

  /** There is no value. */
  void none();

  void number(long value);

  /** The bytes themselves, or those of a text in UTF-8. */
  void bytes(byte[] value);
}
