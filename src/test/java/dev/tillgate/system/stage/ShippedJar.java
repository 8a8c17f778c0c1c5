package dev.tillgate.system.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A jar as it ships, run by a JVM of its own. */
public enum ShippedJar {
  GATEWAY("tillgate.gateway.jar"),
  MOCK_PSP("tillgate.mock-psp.jar");

  private final String property;

  ShippedJar(String property) {
    this.property = property;
  }

  /** The command that runs it on the JVM these tests run on. */
  List<String> command(List<String> arguments) {
    return command(Path.of(System.getProperty("java.home")), arguments);
  }

  /** The command that runs it on that JVM. */
  public List<String> command(Path javaHome, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    // These processes live for seconds: what the second compiler would gain comes too late.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", path().toString()));
    command.addAll(arguments);
    return command;
  }

  private Path path() {
    String given = System.getProperty(property);
    assertThat(given).as("the system property " + property + "; run mvn verify").isNotNull();
    Path jar = Path.of(given);
    assertThat(Files.exists(jar)).as(jar + " is there; if not, run mvn verify").isTrue();
    return jar;
  }
}
