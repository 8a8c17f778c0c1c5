package dev.tillgate.gateway.payment.callback.debugger;

import java.util.List;

/**
 * What the debugger found. It holds nothing of a secret and no signature that fits.
 *
 * @param genuine whether it would be believed if it came now
 * @param findings the checks in order
 * @param causes the likely causes of the one that fails, the likeliest first; empty when none does
 */
record Diagnosis(boolean genuine, List<Finding> findings, List<Cause> causes) {
  Diagnosis {
    findings = List.copyOf(findings);
    causes = List.copyOf(causes);
  }

  static Diagnosis ofUnknownProvider() {
    return new Diagnosis(
        false,
        List.of(),
        List.of(
            new Cause(
                "unknown-provider",
                "No provider of this name is configured: what comes there is refused.")));
  }

  /** How a check ended. */
  enum Verdict {
    OK,
    FAILED,
    /** There is nothing to check. */
    NONE,
    NOT_REACHED
  }

  /**
   * One check.
   *
   * @param name {@code header}, {@code timestamp}, {@code signature} or {@code event}
   * @param detail empty when the verdict says it all
   */
  record Finding(String name, Verdict verdict, String detail) {}

  /**
   * What may have gone wrong.
   *
   * @param code a word a program may switch on
   * @param text a sentence for a person
   */
  record Cause(String code, String text) {}
}
