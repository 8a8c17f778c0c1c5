package dev.tillgate.system.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody who calls the provider directly, form by form. Thread-safe. */
public final class Merchant implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI provider;
  private final String apiKey;

  public Merchant(URI provider, String apiKey) {
    this.provider = provider;
    this.apiKey = apiKey;
  }

  /** An answer of the provider. */
  public record Answer(int status, String body, boolean replayed) {}

  /**
   * Posts a form once, under an idempotency key.
   *
   * @throws UncheckedIOException when no answer came; it may have been heard or not
   */
  public Answer post(String path, String form, String key) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(provider.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(form))
            .build();
    try {
      return answer(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    boolean replayed =
        response.headers().firstValue("Idempotent-Replayed").filter("true"::equals).isPresent();
    return new Answer(response.statusCode(), response.body(), replayed);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
