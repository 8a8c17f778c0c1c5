package dev.tillgate.system.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the JVM of a gateway is given. */
class ShippedJarTest {
  private static final String PROPERTY = "tillgate.serving";
  private static final String REHEARSED = "tillgate.learned";

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
    System.clearProperty(REHEARSED);
  }

  @Test
  void aServingGatewayIsGivenWhatTheLauncherGives() {
    System.setProperty(PROPERTY, " -Xms32m  -Dgiven=yes ");

    assertThat(ShippedJar.serving()).containsExactly("-Xms32m", "-Dgiven=yes");
  }

  @Test
  void oneThatIsMeasuredStartsWithWhatTheLauncherHasRehearsed() {
    System.setProperty(REHEARSED, "-Xlog:aot=off -XX:AOTCache=serve.aot");

    assertThat(ShippedJar.rehearsed()).containsExactly("-Xlog:aot=off", "-XX:AOTCache=serve.aot");
  }

  @Test
  void withoutTheLauncherItIsGivenNothing() {
    System.setProperty(PROPERTY, " ");

    assertThat(ShippedJar.serving()).isEmpty();
    assertThat(ShippedJar.rehearsed()).isEmpty();
  }
}
