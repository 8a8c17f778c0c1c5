package dev.tillgate.gateway.platform.http;

import dev.tillgate.gateway.platform.metrics.Metrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A server that loses its patience with slow clients soon, so that a test need not wait for it. */
public final class QuickServer {
  private static final Duration ARRIVAL = Duration.ofMillis(500);

  private QuickServer() {}

  public static HttpServer start(List<Feature> features) {
    return HttpServer.start(
        InetSocketAddress.createUnresolved("127.0.0.1", 0),
        new Metrics(),
        features,
        new Limits(ARRIVAL, 100, Duration.ofSeconds(10)));
  }
}
