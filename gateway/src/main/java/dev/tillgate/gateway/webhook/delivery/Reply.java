package dev.tillgate.gateway.webhook.delivery;

/** What a send brought back. */
public sealed interface Reply {

  /**
   * A status line and headers came; whatever followed them does not matter.
   *
   * @param wishes what the headers ask of us
   * @param body its start, as text
   */
  record Answered(int status, Wishes wishes, String body) implements Reply {
    private static final int FAMILY = 100;

    public boolean isSuccess() {
      return status / FAMILY == 2;
    }

    /** The answer in words, for a person; says where a redirect points. */
    public String words() {
      String words = "the receiver answered " + status;
      return wishes.location() == null
          ? words
          : words + ", a redirect to " + wishes.location() + ", which is not followed";
    }
  }

  /**
   * No status line came; the receiver may have seen the request all the same.
   *
   * @param error what went wrong and when, in words
   */
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
