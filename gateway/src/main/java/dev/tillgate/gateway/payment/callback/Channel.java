package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a callback came. The {@code CHECK} of {@code callbacks.origin} lists the same words. */
public enum Channel {
  /** Called back, with a signature that is genuine. */
  CALLBACK(Source.CALLBACK),
  /** Read from the provider's list with our own key, so as believable. */
  READ_BACK(Source.READ_BACK);

  private final Source source;

  Channel(Source source) {
    this.source = source;
  }

  /** Who brought the news, in the words of the settlement. */
  Source source() {
    return source;
  }

  /** The channel as the store writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The channel of this word. */
  public static Channel of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Channel::word).toList();
  }
}
