package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One bench for all: nothing that is refused changes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointRefusalsTest {
  private static final String ALL = "/v1/webhook-endpoints";

  private Bench bench;

  @BeforeAll
  void open(@TempDir Path directory) {
    bench = new Bench(directory);
  }

  @AfterAll
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @DisplayName("PAY-J7, FLT-E02, FLT-E06, FLT-E08: addresses are refused when they are saved")
  @ValueSource(
      strings = {
        "http://169.254.169.254/",
        "http://2130706433/",
        "http://a@b.test/",
        "http://127.0.0.1:8080/v1/callbacks/stripe",
        "gopher://a.test/"
      })
  void addressesAreRefused(String url) {
    assertThat(bench.client.post(ALL, "{\"url\":\"" + url + "\"}").status()).isEqualTo(422);
    String id = bench.endpoint("https://a.test/");
    Client.Seen patched = bench.client.patch(ALL + "/" + id, "{\"url\":\"" + url + "\"}");
    assertThat(patched.status()).isEqualTo(422);
    assertThat(patched.text("/pointer")).isEqualTo("/url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format\":\"avro\"} | 422",
        "{\"signing\":\"rsa\"} | 422",
        "{\"ordered\":\"yes\"} | 422",
        "{\"ordered\":false,\"ordered_policy\":\"skip\"} | 422",
        "{\"ordered\":true,\"ordered_policy\":\"any\"} | 422",
        "{\"rate_limit\":-1} | 422",
        "{\"rate_limit\":10001} | 422",
        "{\"max_in_flight\":0} | 422",
        "{\"max_in_flight\":\"3\"} | 422",
        "{\"event_types\":[]} | 422",
        "{\"event_types\":[\"a b\"]} | 422",
        "{\"retry_waits\":[\"0s\"]} | 422",
        "{\"retry_waits\":[\"P31D\"]} | 422",
        "{\"headers\":{\"webhook-id\":\"x\"}} | 422",
        "{\"headers\":{\"Host\":\"x\"}} | 422",
        "{\"headers\":{\"Content-Length\":\"1\"}} | 422",
        "{\"headers\":{\"X-A\":\"1\\r\\nX-B: 2\"}} | 422",
        "{\"headers\":{\"X A\":\"1\"}} | 422",
        "{\"colour\":1} | 400",
      })
  void whatIsWrongOrNotHonouredIsRefused(String fields, int status) {
    String id = bench.endpoint("https://a.test/");

    assertThat(bench.client.patch(ALL + "/" + id, fields).status()).isEqualTo(status);
    assertThat(
            bench
                .client
                .post(ALL, fields.replace("{\"", "{\"url\":\"https://a.test/\",\""))
                .status())
        .isIn(status, 400);
  }
}
