package dev.tillgate.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which version of a peer the build has put here. */
final class Version {
  private Version() {}

  static String of(String peer) {
    Properties versions = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("versions.properties")) {
      versions.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty(peer, "of no known version");
  }
}
