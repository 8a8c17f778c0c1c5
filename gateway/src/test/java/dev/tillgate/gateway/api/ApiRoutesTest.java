package dev.tillgate.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the document against the routes the gateway has registered. */
class ApiRoutesTest {
  @Test
  void theRoutesAndTheirScopesAreTheDocumentsAndNoOthers(@TempDir Path directory)
      throws IOException {
    try (Storefront shop = Storefront.open(directory)) {
      var documented = shop.document().operations().stream().map(ApiRoutesTest::line);
      var registered = shop.gateway().routes().stream().map(ApiRoutesTest::line);

      assertThat(registered).containsExactlyInAnyOrderElementsOf(documented.toList());
    }
  }

  private static String line(Operation operation) {
    return operation.method()
        + ' '
        + operation.path()
        + operation.scope().map(" "::concat).orElse("");
  }

  private static String line(HttpServer.Route route) {
    return route.method()
        + ' '
        + route.path()
        + route.roles().stream().map(role -> ' ' + ((Scope) role).word()).findFirst().orElse("");
  }

  @Test
  void theGatewayServesTheDocument(@TempDir Path directory) throws IOException {
    try (Storefront shop = Storefront.open(directory)) {
      ApiAnswer answer = shop.send(shop.anonymous("showOpenApi"));

      assertThat(answer.json()).isEqualTo(ApiDocument.shipped().root());
    }
  }
}
