package dev.tillgate.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Mirror;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrderStateTest {
  @Test
  void theTableOrdersAllowsTheSameStates() {
    assertThat(Mirror.check("V4__order.sql", "orders", "status"))
        .containsExactlyInAnyOrderElementsOf(OrderState.words());
  }

  @Test
  void theReadmeDrawsTheSameMoves() {
    Map<String, Set<String>> drawn =
        Mirror.readmeMoves().stream()
            .map(line -> line.split("→"))
            .collect(Collectors.toMap(parts -> parts[0].strip(), parts -> targets(parts[1])));

    assertThat(drawn.keySet()).containsExactlyInAnyOrderElementsOf(OrderState.words());
    for (OrderState from : OrderState.values()) {
      Set<String> moves =
          Arrays.stream(OrderState.values())
              .filter(from::mayBecome)
              .map(OrderState::word)
              .collect(Collectors.toSet());
      assertThat(drawn.get(from.word())).as(from.word()).isEqualTo(moves);
    }
  }

  private static Set<String> targets(String text) {
    return text.contains("(the end)")
        ? Set.of()
        : Arrays.stream(text.split("\\|")).map(String::strip).collect(Collectors.toSet());
  }

  @Test
  void noStateBecomesItself() {
    assertThat(OrderState.values()).noneMatch(state -> state.mayBecome(state));
  }

  @Test
  void onlyExpiredCanceledAndRefundedOrdersLetGoOfTheirCart() {
    assertThat(OrderState.values())
        .filteredOn(state -> !state.holdsCart())
        .containsExactlyInAnyOrder(OrderState.EXPIRED, OrderState.CANCELED, OrderState.REFUNDED);
  }
}
