package dev.tillgate.mockpsp.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is done to one attempt on its way out. */
public record Tampering(Duration staleBy, boolean badSignature, boolean truncate) {
  /** Nothing. */
  public static final Tampering NONE = new Tampering(Duration.ZERO, false, false);

  /** The names of what is done, as the plan has them. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (staleBy.isPositive()) {
      names.add("stale_by");
    }
    if (badSignature) {
      names.add("bad_signature");
    }
    if (truncate) {
      names.add("truncate");
    }
    return names;
  }
}
