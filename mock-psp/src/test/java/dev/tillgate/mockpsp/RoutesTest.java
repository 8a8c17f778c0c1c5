package dev.tillgate.mockpsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The routes there are, and those that the official libraries are seen to call, are the same. */
class RoutesTest {
  private static final Path CALLED = Path.of("src/test/resources/sdk/routes.txt");

  @Test
  void everyRouteIsOneThatTheLibrariesCall() throws Exception {
    try (MockPsp psp = MockPsp.start(MockPspSettings.inMemory())) {
      assertThat(psp.routes().stream().map(route -> route.verb() + " " + route.path()))
          .containsExactlyInAnyOrderElementsOf(Files.readAllLines(CALLED));
    }
  }
}
