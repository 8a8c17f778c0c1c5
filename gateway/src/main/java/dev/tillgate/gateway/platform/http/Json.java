package dev.tillgate.gateway.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as we take it (strictly) and as we write it (the same bytes for the same value). */
public final class Json {
  private static final int DEPTH_MAX = 32;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  public static JsonNode number(long value) {
    return MAPPER.getNodeFactory().numberNode(value);
  }

  /**
   * Reads one JSON value in UTF-8: no byte order mark, no duplicate keys, nothing behind it, at
   * most {@value #DEPTH_MAX} deep.
   *
   * @throws JacksonException when it is not that
   * @throws IllegalArgumentException when there is no value or it is not UTF-8
   */
  public static JsonNode parse(byte[] bytes) {
    JsonNode node = MAPPER.readTree(utf8(bytes));
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("no JSON value");
    }
    return node;
  }

  /** Given bytes, the parser would guess at UTF-16 and let some malformed UTF-8 pass. */
  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }

  /** Reads what we wrote ourselves. */
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  public static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** An instant as the API shows it: RFC 3339, UTC, milliseconds. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** {@link #time(Instant)}, or JSON null. */
  public static @Nullable String timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }
}
