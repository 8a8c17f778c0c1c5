package dev.tillgate.system.playground;

import dev.tillgate.mockpsp.client.MockPspClient;
import dev.tillgate.mockpsp.client.MockPspControl;
import tools.jackson.databind.JsonNode;

/** The provider as somebody beside it sees it: its API, and what a test may do to it. */
public final class Provider {
  private final HttpClient http;
  private final MockPspControl psp;

  private Provider(HttpClient http, MockPspControl psp) {
    this.http = http;
    this.psp = psp;
  }

  /** The one of that wiring, be it that it runs yet or again. */
  public static Provider of(Wiring wiring) {
    return new Provider(
        new HttpClient(wiring.pspUrl(), Wiring.PSP_KEY), MockPspClient.at(wiring.pspUrl()));
  }

  /** Its books, its faults, its clock, what its shoppers and banks do. */
  public MockPspControl psp() {
    return psp;
  }

  /** The plain client of its API. */
  public HttpClient http() {
    return http;
  }

  /** The provider's newest events of that type. */
  public JsonNode events(String type) {
    return http.get("/v1/events?limit=100&type=" + type).expect(200).json().path("data");
  }
}
