package dev.tillgate.mockpsp.client;

/** The control plane would not do what a test asked for; nothing has changed. */
public final class MockPspRefusal extends RuntimeException {
  private final int status;

  MockPspRefusal(int status, String path, String body) {
    super("mock-psp answered %d to /_mock/%s: %s".formatted(status, path, body));
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
