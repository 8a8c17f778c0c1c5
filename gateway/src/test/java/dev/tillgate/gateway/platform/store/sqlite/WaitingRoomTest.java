package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private final WaitingRoom room = new WaitingRoom();
  private final UnitOfWork<?> checkout = unit(false);
  private final UnitOfWork<?> settlement = unit(false);
  private final UnitOfWork<?> callback = unit(true);
  private final UnitOfWork<?> laterCallback = unit(true);

  @Test
  void promptOnesGoFirstAndEachKindAsItCame() {
    room.add(List.of(checkout, callback, settlement, laterCallback));

    assertThat(room.next(3)).containsExactly(callback, laterCallback, checkout);
    assertThat(room.size()).isEqualTo(1);
    assertThat(room.next(3)).containsExactly(settlement);
  }

  @Test
  void whoComesBackIsBeforeAllOthersOfItsKind() {
    room.add(List.of(settlement, laterCallback));

    room.giveBack(List.of(callback, checkout));

    assertThat(room.size()).isEqualTo(4);
    assertThat(room.next(4)).containsExactly(callback, laterCallback, checkout, settlement);
  }

  private static UnitOfWork<?> unit(boolean prompt) {
    return new UnitOfWork<>(tx -> 1, prompt);
  }
}
