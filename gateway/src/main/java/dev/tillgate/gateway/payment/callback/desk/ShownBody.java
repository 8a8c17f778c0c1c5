package dev.tillgate.gateway.payment.callback.desk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body as it came, but for what would be of use to a thief: an intent's {@code client_secret}
 * lets anybody see and confirm it (Stripe API reference, "The PaymentIntent object": "should not be
 * stored, logged, or exposed to anyone other than the customer"), and Adyen's signatures stand in
 * the body.
 *
 * @param text null when it is not UTF-8
 * @param base64 null when it is
 * @param masked whether something is not shown
 */
record ShownBody(@Nullable String text, @Nullable String base64, boolean masked) {
  private static final Pattern SECRET =
      Pattern.compile("(\"(?:client_secret|hmacSignature)\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"");
  private static final String MASK = "$1\"***\"";

  static ShownBody of(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Matcher secrets = SECRET.matcher(text);
      return new ShownBody(secrets.replaceAll(MASK), null, secrets.reset().find());
    } catch (CharacterCodingException notText) {
      return new ShownBody(null, Base64.getEncoder().encodeToString(bytes), false);
    }
  }
}
