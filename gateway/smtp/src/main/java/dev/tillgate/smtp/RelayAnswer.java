package dev.tillgate.smtp;

import dev.tillgate.gateway.webhook.destination.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a relay's no means. A 5yz about the addressee or the letter itself concerns this one alone;
 * one about us, such as a sender or a password it does not like, concerns them all.
 */
final class RelayAnswer {
  private static final int PERMANENT = 500;

  private RelayAnswer() {}

  static Outcome of(Exception e) {
    if (e instanceof AuthenticationFailedException) {
      return new Outcome.Failed("the relay does not take the username and password: " + words(e));
    }
    Optional<SMTPAddressFailedException> address = inChain(e, SMTPAddressFailedException.class);
    if (address.isPresent()) {
      return refused("the addressee", address.get().getReturnCode(), address.get());
    }
    return inChain(e, SMTPSendFailedException.class)
        .map(RelayAnswer::refused)
        .orElseGet(() -> new Outcome.Failed("the relay could not be used: " + words(e)));
  }

  private static Outcome refused(SMTPSendFailedException answer) {
    boolean sender = String.valueOf(answer.getCommand()).startsWith("MAIL");
    return sender
        ? new Outcome.Failed("the relay does not take the sender: " + words(answer))
        : refused("the letter", answer.getReturnCode(), answer);
  }

  private static Outcome refused(String what, int code, Exception answer) {
    String reason = "the relay does not take " + what + ": " + words(answer);
    return code >= PERMANENT ? new Outcome.Rejected(reason) : new Outcome.Failed(reason);
  }

  /** The first of the kind among the exception and those chained behind it. */
  private static <E extends Exception> Optional<E> inChain(Exception e, Class<E> type) {
    for (@Nullable Exception each = e; each != null; each = next(each)) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException chained ? chained.getNextException() : null;
  }

  /** Its own words and those of what caused it, as one line. */
  private static String words(Exception e) {
    String own = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String behind = e.getCause() == null ? null : e.getCause().getMessage();
    return Plain.line(behind == null || own.contains(behind) ? own : own + ": " + behind);
  }
}
