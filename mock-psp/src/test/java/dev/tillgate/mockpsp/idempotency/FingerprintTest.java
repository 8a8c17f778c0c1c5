package dev.tillgate.mockpsp.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.http.Form;
import org.junit.jupiter.api.Test;

/** What makes two requests the same. */
class FingerprintTest {
  @Test
  void orderAndSpellingDoNotMatter() {
    assertThat(of("/p", "a=1&b[]=x&c=d+e")).isEqualTo(of("/p", "c=d%20e&b%5B0%5D=x&a=1"));
  }

  @Test
  void anyOtherNameValueOrPathDoes() {
    assertThat(of("/p", "a=1"))
        .isNotEqualTo(of("/q", "a=1"))
        .isNotEqualTo(of("/p", "a=2"))
        .isNotEqualTo(of("/p", "b=1"))
        .isNotEqualTo(of("/p", "a=1&b="));
    assertThat(of("/p", "a=1b&c=")).isNotEqualTo(of("/p", "a=1&bc="));
  }

  private static String of(String path, String form) {
    return Fingerprint.of("POST", path, Form.decode(form));
  }
}
