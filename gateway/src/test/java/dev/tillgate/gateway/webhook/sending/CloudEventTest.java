package dev.tillgate.gateway.webhook.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.event.EventId;
import dev.tillgate.gateway.webhook.event.Events;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Held against the CloudEvents project's own library. */
class CloudEventTest {
  private static final Instant AT = Instant.parse("2026-03-14T09:26:53.589Z");

  @Test
  void anEventOfAnOrderIsWhatTheLibraryReads() {
    ObjectNode data = Json.object();
    data.putObject("order").put("id", "ord_1").put("amount", 1_299);

    io.cloudevents.CloudEvent read = read(CloudEvent.of(frozen("order.confirmed", 3L, data)));

    assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(read.getId()).isEqualTo("evt_1");
    assertThat(read.getSource()).isEqualTo(URI.create("/tillgate"));
    assertThat(read.getType()).isEqualTo("dev.tillgate.order.confirmed");
    assertThat(read.getSubject()).isEqualTo("ord_1");
    assertThat(read.getTime()).isEqualTo(OffsetDateTime.parse("2026-03-14T09:26:53.589Z"));
    assertThat(read.getDataContentType()).isEqualTo("application/json");
    assertThat(read.getExtension("sequence")).isEqualTo("0000000003");
    assertThat(read.getExtension("sequencetype")).isEqualTo("Integer");
    assertThat(dataOf(read)).isEqualTo("{\"order\":{\"id\":\"ord_1\",\"amount\":1299}}");
  }

  @Test
  void anEventOfNoOrderHasNeitherSubjectNorSequence() {
    ObjectNode data = Json.object().put("source", "github");

    io.cloudevents.CloudEvent read = read(CloudEvent.of(frozen("callback.github", null, data)));

    assertThat(read.getSubject()).isNull();
    assertThat(read.getExtensionNames()).isEmpty();
    assertThat(read.getType()).isEqualTo("dev.tillgate.callback.github");
  }

  @Test
  void sequencesSortAsTextsTheWayTheyDoAsNumbers() {
    assertThat(
            Stream.of(9L, 10L, 2_147_483_647L)
                .map(sequence -> frozen("order.placed", sequence, Json.object()))
                .map(
                    frozen -> String.valueOf(read(CloudEvent.of(frozen)).getExtension("sequence"))))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void theDataIsTheFrozenOneToTheLastDigit() {
    String body =
        "{\"big\":1E+400,\"exact\":0.1000,\"long\":123456789012345678901,\"é\":\"\\u2028\"}";
    ObjectNode data = Json.object();
    data.set("body", Json.parse(body.getBytes(UTF_8)));
    byte[] frozen = frozen("callback.github", null, data);

    byte[] sent = CloudEvent.of(frozen);

    String after = "\"data\":";
    assertThat(textFrom(sent, after)).isEqualTo(textFrom(frozen, after));
    assertThat(CloudEvent.of(frozen)).isEqualTo(sent);
  }

  private static String textFrom(byte[] bytes, String mark) {
    String text = new String(bytes, UTF_8);
    return text.substring(text.indexOf(mark));
  }

  private static byte[] frozen(String type, @Nullable Long sequence, ObjectNode data) {
    return Events.freeze(new EventId("evt_1"), type, sequence, AT, data);
  }

  private static io.cloudevents.CloudEvent read(byte[] body) {
    return Objects.requireNonNull(
            EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE))
        .deserialize(body);
  }

  private static String dataOf(io.cloudevents.CloudEvent read) {
    return ((JsonCloudEventData) Objects.requireNonNull(read.getData())).getNode().toString();
  }
}
