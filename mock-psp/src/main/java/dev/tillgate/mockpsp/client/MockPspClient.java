package dev.tillgate.mockpsp.client;

import java.net.URI;

/** The control of a provider that runs somewhere: in a container, on a colleague's machine. */
public final class MockPspClient extends MockPspControl {
  private final URI url;

  private MockPspClient(URI url) {
    this.url = url;
  }

  /** The provider at a base URL, such as {@code http://127.0.0.1:12111}; not asked yet. */
  public static MockPspClient at(URI url) {
    return new MockPspClient(url);
  }

  @Override
  public URI url() {
    return url;
  }
}
