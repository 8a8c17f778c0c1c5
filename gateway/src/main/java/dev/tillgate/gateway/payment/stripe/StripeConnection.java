package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.exchange.Connection;
import dev.tillgate.gateway.payment.exchange.Received;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.function.Function;
import okhttp3.Request;

/** The connection to Stripe, which answers in JSON objects. Thread-safe. */
final class StripeConnection implements AutoCloseable {
  private final Connection connection;

  StripeConnection(StripeSettings settings) {
    connection = new Connection(settings.connectTimeout(), settings.timeout());
  }

  /**
   * One exchange, as {@link Connection#exchange} tells it.
   *
   * @param reading what an answer that came through whole means
   */
  <T> PspAnswer<T> exchange(Request request, Function<Reply, PspAnswer<T>> reading) {
    return connection.exchange(request, received -> reading.apply(reply(received)));
  }

  /** The same for an answer that may be larger: a whole page of objects. */
  <T> PspAnswer<T> exchange(Request request, int bytesMax, Function<Reply, PspAnswer<T>> reading) {
    return connection.exchange(request, bytesMax, received -> reading.apply(reply(received)));
  }

  /** Breaks off what is under way (it ends as unknown) and lets the connections go. */
  @Override
  public void close() {
    connection.close();
  }

  private static Reply reply(Received received) {
    return new Reply(received.status(), StripeObject.find(received.body()), received.retryAfter());
  }
}
