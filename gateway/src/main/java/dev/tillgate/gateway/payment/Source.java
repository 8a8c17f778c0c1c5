package dev.tillgate.gateway.payment;

/** Who brought the news of a payment. Only what is signed or was asked for finishes an order. */
public enum Source {
  /** The answer to our own POST, which nobody signed and which may be overtaken. */
  DIRECT_ANSWER("the provider's direct answer"),
  /** A callback whose signature is genuine. */
  CALLBACK("a signed callback"),
  /** An event that never came, or came late, read from the provider's own list. */
  READ_BACK("an event read back from the provider"),
  /** The answer to our own question. */
  RECONCILER("the provider, when asked");

  private final String text;

  Source(String text) {
    this.text = text;
  }

  /** The source in a sentence for a person. */
  public String text() {
    return text;
  }
}
