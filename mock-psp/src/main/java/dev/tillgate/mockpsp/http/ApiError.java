package dev.tillgate.mockpsp.http;

import dev.tillgate.mockpsp.store.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that is refused, in Stripe's error shape. Thrown inside a unit of work it undoes the
 * unit, so a refusal changes nothing.
 */
public final class ApiError extends RuntimeException {
  private static final String INVALID_REQUEST = "invalid_request_error";

  private final int status;
  private final boolean executed;
  private final ObjectNode body;

  private ApiError(int status, boolean executed, ObjectNode error) {
    super(error.path("message").asString());
    this.status = status;
    this.executed = executed;
    this.body = Json.object();
    body.set("error", error);
  }

  /** A parameter is not what it must be. */
  public static ApiError invalid(String message, @Nullable String param, @Nullable String code) {
    return new ApiError(400, false, error(INVALID_REQUEST, message, code, param));
  }

  /** A parameter this route does not have. */
  public static ApiError unknownParameter(String param) {
    return invalid("Received unknown parameter: " + param, param, "parameter_unknown");
  }

  /** A parameter this route cannot do without. */
  public static ApiError missingParameter(String param) {
    return invalid("Missing required param: " + param + ".", param, "parameter_missing");
  }

  /** The object named in the path does not exist. */
  public static ApiError noSuch(String kind, String id) {
    return new ApiError(
        404, false, error(INVALID_REQUEST, noSuchMessage(kind, id), "resource_missing", "id"));
  }

  /** An object named by a parameter does not exist; like Stripe, this is a bad request. */
  public static ApiError noSuchParameter(String kind, String id, String param) {
    return invalid(noSuchMessage(kind, id), param, "resource_missing");
  }

  /** The object's state does not allow this; {@code intent} goes along, and the refusal is kept. */
  public static ApiError unexpectedState(String message, ObjectNode intent) {
    ObjectNode error = error(INVALID_REQUEST, message, "payment_intent_unexpected_state", null);
    error.set("payment_intent", intent);
    return new ApiError(400, true, error);
  }

  /** What the call is about does not allow this as it stands now; the refusal is kept. */
  public static ApiError notAsItStands(
      String message, @Nullable String param, @Nullable String code) {
    return new ApiError(400, true, error(INVALID_REQUEST, message, code, param));
  }

  /** No key, or one that is not known. */
  public static ApiError unauthorized(String message) {
    return new ApiError(401, false, error(INVALID_REQUEST, message, null, null));
  }

  /** The same idempotency key came with other parameters. */
  public static ApiError otherParameters(String key) {
    return idempotency(
        400,
        "Keys for idempotent requests can only be used with the same parameters they were first"
            + " used with. Try using a key other than '"
            + key
            + "' if you meant to execute a different request.",
        null);
  }

  /** The first request with this key is not answered yet. */
  public static ApiError keyInUse(String key) {
    return idempotency(
        409,
        "There is currently another in-progress request using this Idempotency Key '" + key + "'.",
        "idempotency_key_in_use");
  }

  /** Another request works on the same object. */
  public static ApiError locked() {
    return new ApiError(
        429,
        false,
        error(
            INVALID_REQUEST,
            "This object cannot be accessed right now because another API request is currently"
                + " accessing it.",
            "lock_timeout",
            null));
  }

  /** Refused by HTTP itself: no such route, too large a body. */
  public static ApiError refused(int status, String message) {
    return new ApiError(status, false, error(INVALID_REQUEST, message, null, null));
  }

  /** The provider's own fault. */
  public static ApiError ours(String message) {
    return new ApiError(500, true, error("api_error", message, null, null));
  }

  /** What a test asked for, of the type that status has; execution did not begin. */
  public static ApiError simulated(int status) {
    String message = "A test asked for this answer with status " + status + ".";
    return switch (status) {
      case 409 -> idempotency(status, message, "idempotency_key_in_use");
      case 429 -> new ApiError(status, false, error(INVALID_REQUEST, message, "rate_limit", null));
      default ->
          new ApiError(
              status,
              false,
              error(status < 500 ? INVALID_REQUEST : "api_error", message, null, null));
    };
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether execution had begun, so that the refusal is kept under the idempotency key. */
  public boolean executed() {
    return executed;
  }

  /** Whether the caller's library should try again; empty leaves it to the status. */
  public Optional<Boolean> shouldRetry() {
    return status == 429 ? Optional.of(true) : Optional.empty();
  }

  /** The answer's body. */
  public Answer answer() {
    return Answer.of(status, body);
  }

  private static ApiError idempotency(int status, String message, @Nullable String code) {
    return new ApiError(status, false, error("idempotency_error", message, code, null));
  }

  private static String noSuchMessage(String kind, String id) {
    return "No such " + kind + ": '" + id + "'";
  }

  private static ObjectNode error(
      String type, String message, @Nullable String code, @Nullable String param) {
    ObjectNode error = Json.object().put("type", type).put("message", message);
    if (code != null) {
      error.put("code", code);
    }
    if (param != null) {
      error.put("param", param);
    }
    return error;
  }
}
