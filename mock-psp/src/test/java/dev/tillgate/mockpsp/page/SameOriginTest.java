package dev.tillgate.mockpsp.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SameOriginTest {
  private static final String HOST = "127.0.0.1:12111";

  @Test
  void whatABrowserSendsFromAnotherSiteIsNotOurs() {
    assertThat(SameOrigin.isOurs("cross-site", null, HOST)).isFalse();
    assertThat(SameOrigin.isOurs("same-site", null, HOST)).isFalse();
    assertThat(SameOrigin.isOurs(null, "https://evil.example", HOST)).isFalse();
    assertThat(SameOrigin.isOurs(null, "http://127.0.0.1:8080", HOST)).isFalse();
    assertThat(SameOrigin.isOurs(null, "null", HOST)).isFalse();
    assertThat(SameOrigin.isOurs(null, "http://[", HOST)).isFalse();
  }

  @Test
  void ourOwnPagesAndTheAddressBarAre() {
    assertThat(SameOrigin.isOurs("same-origin", "http://" + HOST, HOST)).isTrue();
    assertThat(SameOrigin.isOurs("none", null, HOST)).isTrue();
    assertThat(SameOrigin.isOurs(null, "http://" + HOST, HOST)).isTrue();
  }

  @Test
  void whatIsNoBrowserIsLetThrough() {
    assertThat(SameOrigin.isOurs(null, null, HOST)).isTrue();
  }
}
