package dev.tillgate.mockpsp.method;

/** How a payment with a test method ends. */
public sealed interface Behaviour {
  /** The charge succeeds. */
  record Approve() implements Behaviour {}

  /**
   * The charge fails.
   *
   * @param code the error's code, such as {@code card_declined}
   * @param declineCode why the bank refused
   */
  record Decline(String code, String declineCode, String message) implements Behaviour {}

  /** The shopper must authenticate first. */
  record Authenticate(Behaviour then) implements Behaviour {}

  /** The bank takes its time; a test settles it. */
  record SettleLater() implements Behaviour {}
}
