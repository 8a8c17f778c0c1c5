package dev.tillgate.mockpsp;

import dev.tillgate.mockpsp.store.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/** Plain HTTP, for what the official library would not send or show. */
public final class Wire {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  public Wire(MockPsp psp) {
    this.base = psp.url();
  }

  public HttpResponse<String> post(String path, String form, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  /** A call of the control plane, which takes JSON and needs no key. */
  public ObjectNode control(String path, String json) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/_mock/" + path));
    return json(send(request.POST(BodyPublishers.ofString(json))));
  }

  public ObjectNode control(String path) throws IOException, InterruptedException {
    return json(send(HttpRequest.newBuilder(base.resolve("/_mock/" + path))));
  }

  public static ObjectNode json(HttpResponse<String> response) {
    return Json.parse(response.body());
  }

  public static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Sends it while the test goes on. */
  public CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer sk_test_1");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }
}
