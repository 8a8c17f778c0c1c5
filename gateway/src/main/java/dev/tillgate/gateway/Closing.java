package dev.tillgate.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes parts so that one that fails keeps no other. */
final class Closing {
  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  /** At the same time, for each may take some seconds and all of them together may take ten. */
  static void together(Stream<AutoCloseable> parts) {
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      parts.forEach(part -> closers.execute(() -> safely(part)));
    }
  }

  static void safely(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.warn("gateway.close_failed part={}", part.getClass().getSimpleName(), e);
    }
  }
}
