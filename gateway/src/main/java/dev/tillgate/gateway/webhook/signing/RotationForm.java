package dev.tillgate.gateway.webhook.signing;

import dev.tillgate.gateway.platform.Durations;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Problem;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The body of a rotation of a secret or a key. */
public final class RotationForm {
  private static final int TEXT_MAX = 40;
  private static final Duration OVERLAP_MAX = Duration.ofDays(7);

  private RotationForm() {}

  /**
   * The overlap of a rotation, 0 to 7 days; one day when the body does not say; {@code 422} for
   * anything else.
   */
  public static Duration overlap(JsonNode body) {
    Fields fields = Fields.of(body, "overlap");
    String text = fields.optionalText("overlap", TEXT_MAX).orElse("PT24H");
    Problem expected = fields.problem("overlap", "must be a duration from PT0S to P7D");
    try {
      Duration overlap = Durations.parse(text);
      if (overlap.compareTo(OVERLAP_MAX) <= 0) {
        return overlap;
      }
    } catch (IllegalArgumentException notADuration) {
      throw expected;
    }
    throw expected;
  }
}
