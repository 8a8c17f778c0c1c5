package dev.tillgate.gateway.webhook.sending;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates receivers may show.
 *
 * @param authorities judges a certificate's chain; its host is checked besides
 */
public record Trust(X509TrustManager authorities) {

  /** The authorities this Java trusts. */
  public static Trust ofTheMachine() {
    return in(null);
  }

  /**
   * The authorities of that store.
   *
   * @param store null for this Java's own
   */
  static Trust in(@Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Stream.of(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(manager -> new Trust((X509TrustManager) manager))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("this Java trusts nobody"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the trusted certificates cannot be read", e);
    }
  }

  /** Sockets of its own that trust nobody else. */
  SSLSocketFactory sockets() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {authorities}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM speaks TLS", e);
    }
  }
}
