package dev.tillgate.gateway.webhook.sending;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in words what went wrong with a send, so that a person knows whom to ask. */
final class Failures {
  private static final int LENGTH_MAX = 500;

  private Failures() {}

  /** One line: the kind of failure, and what was being done. */
  static String words(IOException failure, Watch.Phase phase) {
    String words = kind(failure, phase).replaceAll("\\s+", " ");
    return words.substring(0, Math.min(words.length(), LENGTH_MAX));
  }

  private static String kind(IOException failure, Watch.Phase phase) {
    return switch (failure) {
      case InterruptedIOException timeout -> "timeout while " + phase.words();
      case UnknownHostException unknown -> "the host name has no address: " + unknown.getMessage();
      case SSLException tls -> "TLS: " + tls(tls);
      case ConnectException refused -> "could not connect: " + root(refused).getMessage();
      case ProtocolException garbled -> "not an HTTP answer: " + garbled.getMessage();
      case SocketException broken -> "the connection broke while " + during(broken, phase);
      case IOException ended when ended.getCause() instanceof EOFException ->
          "the connection was closed while " + phase.words();
      default -> "failed while " + phase.words() + ": " + failure.getMessage();
    };
  }

  private static String during(SocketException broken, Watch.Phase phase) {
    return phase.words() + ": " + broken.getMessage();
  }

  /** Which check failed. */
  private static String tls(SSLException failure) {
    String detail = String.valueOf(failure.getMessage());
    if (failure instanceof SSLPeerUnverifiedException) {
      return "the certificate is for another host: " + detail;
    }
    if (caused(failure, CertificateExpiredException.class)) {
      return "the certificate has expired: " + detail;
    }
    if (caused(failure, CertificateNotYetValidException.class)) {
      return "the certificate is not valid yet: " + detail;
    }
    if (caused(failure, CertPathBuilderException.class)) {
      return "nobody we trust has signed the certificate: " + detail;
    }
    return detail.contains("protocol") ? "TLS 1.2 or newer is needed: " + detail : detail;
  }

  private static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
    return kind.isInstance(failure)
        || Optional.ofNullable(failure.getCause()).filter(cause -> caused(cause, kind)).isPresent();
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }
}
