package dev.tillgate.system.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the JVM of a gateway is given. */
class ShippedJarTest {
  private static final String PROPERTY = "tillgate.serving";

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void aServingGatewayIsGivenWhatTheLauncherGives() {
    System.setProperty(PROPERTY, " -Xms32m  -Dgiven=yes ");

    assertThat(ShippedJar.serving()).containsExactly("-Xms32m", "-Dgiven=yes");
  }

  @Test
  void withoutTheLauncherItIsGivenNothing() {
    System.setProperty(PROPERTY, " ");

    assertThat(ShippedJar.serving()).isEmpty();
  }
}
