package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commits side by side, and their hooks one after the other. */
class CommitOrderTest {
  private final List<String> ran = new ArrayList<>();
  private final CommitOrder order = new CommitOrder(hooks -> hooks.forEach(Runnable::run));

  @Test
  void hooksRunInTheOrderInWhichPlacesWereDrawn() {
    long first = order.draw();
    long second = order.draw();

    order.decided(second, List.of(() -> ran.add("second")));
    assertThat(ran).isEmpty();
    order.decided(first, List.of(() -> ran.add("first")));

    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void whateverIsBehindOneThatIsUndecidedIsNotDecidedYet() {
    long first = order.draw();
    long second = order.draw();
    order.decided(second, List.of());
    assertThat(order.undecided()).isEqualTo(first);

    order.decided(first, List.of());

    assertThat(order.undecided()).isEqualTo(second + 1);
  }
}
