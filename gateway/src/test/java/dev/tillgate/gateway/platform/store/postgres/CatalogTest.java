package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order in which tables can be filled. */
class CatalogTest {
  @Test
  void aTableStandsBehindThoseItsRowsReferTo() {
    Map<String, Set<String>> needs =
        Map.of("attempts", Set.of("deliveries"), "deliveries", Set.of("events", "replays"));

    assertThat(Catalog.inOrder(Set.of("attempts", "deliveries", "events", "replays"), needs))
        .containsExactly("events", "replays", "deliveries", "attempts");
  }

  @Test
  void aCircleIsNamed() {
    Map<String, Set<String>> needs = Map.of("a", Set.of("b"), "b", Set.of("a"));

    assertThatThrownBy(() -> Catalog.inOrder(Set.of("a", "b", "c"), needs))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[a, b]");
  }
}
