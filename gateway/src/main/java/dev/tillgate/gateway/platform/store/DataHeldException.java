package dev.tillgate.gateway.platform.store;

/** Another process holds the data; the command line turns this into exit status 3. */
public final class DataHeldException extends RuntimeException {
  public DataHeldException(String message) {
    super(message);
  }
}
