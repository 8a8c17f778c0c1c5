package dev.tillgate.mockpsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Where a provider says that it can be reached. */
class MockPspUrlTest {
  @Test
  void anAddressWithColonsIsWrittenInBrackets() throws Exception {
    assumeTrue(
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .anyMatch(address -> address.getHostAddress().startsWith("0:0:0:0:0:0:0:1")),
        "this machine has no IPv6 loopback");

    try (MockPsp psp = MockPsp.start(on("::1"))) {
      assertThat(psp.url().getHost()).isEqualTo("[::1]");
      assertThat(new Wire(psp).get("/v1/events").statusCode()).isEqualTo(200);
    }
  }

  private static MockPspSettings on(String host) {
    return new MockPspSettings(
        host, 0, Optional.empty(), Optional.empty(), List.of(), 1.0, true, OptionalLong.empty());
  }
}
