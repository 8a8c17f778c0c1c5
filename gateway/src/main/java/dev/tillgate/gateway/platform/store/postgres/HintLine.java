package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Hints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One hint as it stands in the payload of a notification, which has several, a line each.
 *
 * @param topic what it is about
 * @param about whose id
 */
record HintLine(Hints.Topic topic, String about) {
  /** Stands for all that were too many to be told one by one. */
  static final String GAP = "gap";

  /** PostgreSQL takes payloads shorter than 8000 bytes; what is told here is ASCII. */
  private static final int PAYLOAD_MAX = 7_800;

  private static final int PAYLOADS_MAX = 16;

  /** The payloads that tell all of these; more than is worth telling become a gap. */
  static List<String> payloads(Collection<HintLine> hints) {
    List<String> payloads = new ArrayList<>();
    StringBuilder next = new StringBuilder();
    for (HintLine hint : hints) {
      String line = hint.topic().name() + ' ' + hint.about() + '\n';
      if (next.length() + line.length() > PAYLOAD_MAX) {
        payloads.add(next.toString());
        next.setLength(0);
      }
      next.append(line);
    }
    payloads.add(next.toString());
    return payloads.size() > PAYLOADS_MAX ? List.of(GAP) : payloads;
  }

  /** What the payload tells; empty when it is a gap, or not one of ours. */
  static Optional<List<HintLine>> of(String payload) {
    try {
      return Optional.of(
          payload.lines().map(line -> line.split(" ", 2)).map(HintLine::of).toList());
    } catch (IllegalArgumentException unknown) {
      return Optional
          .empty(); // A newer gateway's, perhaps: whoever looks at everything misses none.
    }
  }

  private static HintLine of(String[] parts) {
    if (parts.length != 2) {
      throw new IllegalArgumentException(Arrays.toString(parts));
    }
    return new HintLine(Hints.Topic.valueOf(parts[0]), parts[1]);
  }
}
