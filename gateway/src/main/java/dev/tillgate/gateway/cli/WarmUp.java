package dev.tillgate.gateway.cli;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Calendar;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/**
 * Has the JVM load on another processor what a start needs of it soon, while the command line is
 * read. Nothing depends on it: what it has not loaded is loaded where it is needed. Only the JDK's
 * own parts, which any threads may initialize at once.
 */
final class WarmUp {
  private WarmUp() {}

  /** Begins, and does not wait. */
  static void begin() {
    Thread.ofPlatform().daemon().name("warm-up").start(WarmUp::load);
  }

  private static void load() {
    FlightRecorder.register(Unrecorded.class); // Jdbi registers one of its own.
    Calendar unusedCalendar = Calendar.getInstance(); // The driver formats dates.
    Locale[] unusedLocales = Locale.getAvailableLocales(); // Jetty looks for charsets' names.
    int unusedNumber = new SecureRandom().nextInt();
    try {
      SSLContext unusedContext = SSLContext.getDefault(); // Authorities, as the senders trust them.
    } catch (NoSuchAlgorithmException e) {
      // The senders will say so.
    }
  }

  /** An event nobody makes. */
  private static final class Unrecorded extends Event {}
}
