package dev.tillgate.gateway.platform.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Request bodies: counted while they are read, JSON by declaration, strict, free of card numbers.
 */
public final class Bodies {
  /** The most a request body may have, in bytes. */
  public static final int MAX_BYTES = 64 << 10;

  private static final Pattern JSON_IN_UTF8 =
      Pattern.compile(
          "\\s*application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?",
          Pattern.CASE_INSENSITIVE);

  // How far a body that is refused is read on, for the client's sake; the deadline bounds the time.
  private static final int LINGER_BYTES = 1 << 20;

  private Bodies() {}

  /** The JSON body of a request, checked for everything but its fields. */
  public static JsonNode json(Context context) {
    JsonNode body = parse(raw(context));
    StorableText.refuseOther(body);
    CardNumbers.refuseIn(body);
    return body;
  }

  /** The JSON body, or an empty object when there is none. */
  public static JsonNode optionalJson(Context context) {
    return hasBody(context) ? json(context) : Json.object();
  }

  /** The exact bytes of a body that says it is JSON. */
  private static byte[] raw(Context context) {
    refuseOtherTypes(context.contentType());
    return bytes(context);
  }

  /**
   * The exact bytes of a body of any type.
   *
   * @throws Problem 415 when it is compressed, 413 above {@value #MAX_BYTES} bytes
   */
  public static byte[] bytes(Context context) {
    refuseCompressed(context.header("Content-Encoding"));
    try {
      InputStream input = context.req().getInputStream();
      byte[] bytes = input.readNBytes(atMost(context.req().getContentLengthLong()));
      if (bytes.length > MAX_BYTES) {
        linger(input);
        throw new Problem(
            413, "body-too-large", "The body must be at most " + MAX_BYTES + " bytes.");
      }
      return bytes;
    } catch (IOException brokenOff) {
      // The client went away, was too slow or sent broken chunks; it may not even see this.
      throw new Problem(400, "incomplete-body", "The body ended before it was complete.");
    }
  }

  /**
   * One byte more than was declared, or than is allowed: a chunked body declares no length, so what
   * is read is counted, and only who reads on to the end knows that nothing more comes. A reader
   * that expects little makes a small buffer.
   */
  private static int atMost(long declared) {
    return (int) Math.min(declared < 0 ? MAX_BYTES : declared, MAX_BYTES) + 1;
  }

  /**
   * Reads on what still comes, up to a bound: closing on a client that is still sending would reset
   * it, and our answer would be lost.
   */
  private static void linger(InputStream input) throws IOException {
    input.skip(LINGER_BYTES);
  }

  /** RFC 9112, section 6.3: without either header a request has no body. */
  private static boolean hasBody(Context context) {
    return context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null;
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return Json.parse(bytes);
    } catch (JacksonException e) {
      // The position helps; the parser's own words might quote the body.
      throw new Problem(
          400, "malformed-json", "The body is not one well-formed JSON value" + position(e) + '.');
    } catch (IllegalArgumentException e) {
      throw new Problem(
          400, "malformed-json", "The body is empty or not UTF-8; JSON was expected.");
    }
  }

  private static String position(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " at line %d, column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static void refuseOtherTypes(@Nullable String contentType) {
    if (contentType == null || !JSON_IN_UTF8.matcher(contentType).matches()) {
      throw new Problem(415, "unsupported-media-type", "Send the body as application/json.");
    }
  }

  private static void refuseCompressed(@Nullable String encoding) {
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Problem(415, "unsupported-media-type", "Send the body without Content-Encoding.");
    }
  }
}
