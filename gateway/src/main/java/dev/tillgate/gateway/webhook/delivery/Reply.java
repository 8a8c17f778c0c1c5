package dev.tillgate.gateway.webhook.delivery;

import org.jspecify.annotations.Nullable;

/** What a send brought back. */
public sealed interface Reply {

  /**
   * A status line came; whatever followed it does not matter.
   *
   * @param retryAfter the header as it came, if it did
   * @param body its start, as text
   */
  record Answered(int status, @Nullable String retryAfter, String body) implements Reply {
    private static final int FAMILY = 100;

    public boolean isSuccess() {
      return status / FAMILY == 2;
    }
  }

  /** No status line came; the receiver may have seen the request all the same. */
  record Unanswered(String error) implements Reply {}

  /**
   * A destination that is not HTTP has it.
   *
   * @param answer what it said, for a person
   */
  record Taken(String answer) implements Reply {}

  /** The receiver works and will never take this message; nothing against its endpoint. */
  record Rejected(String reason) implements Reply {}

  /** Nothing was sent: the guard does not let anything go there. */
  record Refused(String reason) implements Reply {}

  /** The gateway ended the send because it is stopping. */
  record Interrupted() implements Reply {
    public static final String REASON = "the gateway stopped during the send";
  }
}
