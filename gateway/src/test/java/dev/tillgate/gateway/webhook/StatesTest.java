package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Mirror;
import dev.tillgate.gateway.webhook.delivery.AttemptOutcome;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import dev.tillgate.gateway.webhook.endpoint.EndpointStatus;
import dev.tillgate.gateway.webhook.replay.ReplayScope;
import dev.tillgate.gateway.webhook.replay.ReplayState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatesTest {
  private static final String MIGRATION = "/dev/tillgate/gateway/db/sqlite/V3__webhook.sql";

  @Test
  void theStoreKnowsTheSameStatesAsTheEnums() throws IOException {
    assertThat(checked("deliveries", "status"))
        .isEqualTo(Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::word).toList());
    assertThat(checked("webhook_endpoints", "status"))
        .isEqualTo(Arrays.stream(EndpointStatus.values()).map(EndpointStatus::word).toList());
    assertThat(checked("delivery_attempts", "outcome"))
        .isEqualTo(Arrays.stream(AttemptOutcome.values()).map(AttemptOutcome::word).toList());
  }

  @Test
  void theStoreKnowsTheSameReplaysAsTheEnums() {
    assertThat(Mirror.check("V14__replays.sql", "replays", "state"))
        .isEqualTo(Arrays.stream(ReplayState.values()).map(ReplayState::word).toList());
    assertThat(Mirror.check("V14__replays.sql", "replays", "scope"))
        .isEqualTo(Arrays.stream(ReplayScope.values()).map(ReplayScope::word).toList());
  }

  @Test
  void aReplayThatIsOverStaysOver() {
    for (ReplayState next : ReplayState.values()) {
      assertThat(ReplayState.DONE.mayBecome(next)).isFalse();
      assertThat(ReplayState.CANCELED.mayBecome(next)).isFalse();
    }
    assertThat(ReplayState.PAUSED.mayBecome(ReplayState.DONE)).isFalse();
  }

  @Test
  void deliveredAndCanceledAreFinal() {
    for (DeliveryStatus next : DeliveryStatus.values()) {
      assertThat(DeliveryStatus.DELIVERED.mayBecome(next)).isFalse();
      assertThat(DeliveryStatus.CANCELED.mayBecome(next)).isFalse();
    }
    assertThat(DeliveryStatus.DEAD.mayBecome(DeliveryStatus.PENDING)).isTrue();
    assertThat(DeliveryStatus.DEAD.mayBecome(DeliveryStatus.CANCELED)).isTrue();
    assertThat(EndpointStatus.DELETED.mayBecome(EndpointStatus.ENABLED)).isFalse();
  }

  private static List<String> checked(String table, String column) throws IOException {
    String sql;
    try (InputStream in = StatesTest.class.getResourceAsStream(MIGRATION)) {
      sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher matcher =
        Pattern.compile(
                "CREATE TABLE " + table + " .*?" + column + " IN \\(([^)]*)\\)", Pattern.DOTALL)
            .matcher(sql);
    assertThat(matcher.find()).isTrue();
    return Arrays.stream(matcher.group(1).split(",")).map(s -> s.strip().replace("'", "")).toList();
  }
}
