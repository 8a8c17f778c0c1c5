package dev.tillgate.gateway.webhook.dispatch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3), as far as we believe it. */
final class RetryAfter {
  /** No receiver can make us wait longer. */
  static final Duration MAX = Duration.ofHours(24);

  private static final int HALF_A_CENTURY = 50;
  private static final DateTimeFormatter ASCTIME =
      strict(new DateTimeFormatterBuilder().appendPattern("EEE MMM ppd HH:mm:ss uuuu"));
  // The three forms of RFC 9110, section 5.6.7; only the first is written nowadays.
  private static final List<Function<Instant, DateTimeFormatter>> DATES =
      List.of(now -> DateTimeFormatter.RFC_1123_DATE_TIME, RetryAfter::rfc850, now -> ASCTIME);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

  private RetryAfter() {}

  /** How long the receiver asks us to wait, at most {@link #MAX}; garbage and the past are none. */
  static Optional<Duration> parse(@Nullable String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    return wait(header.strip(), now)
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
  }

  private static Optional<Duration> wait(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(text), MAX.toSeconds())));
    }
    return DATES.stream()
        .flatMap(form -> date(form, text, now).stream())
        .findFirst()
        .map(date -> Duration.between(now, date));
  }

  private static Optional<Instant> date(
      Function<Instant, DateTimeFormatter> form, String text, Instant now) {
    try {
      return Optional.of(form.apply(now).parse(text, Instant::from));
    } catch (DateTimeException garbage) {
      return Optional.empty();
    }
  }

  /** A year of two digits is never more than 50 years away, as the RFC has it. */
  private static DateTimeFormatter rfc850(Instant now) {
    int earliest = now.atOffset(ZoneOffset.UTC).getYear() - HALF_A_CENTURY + 1;
    return strict(
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
            .appendPattern(" HH:mm:ss 'GMT'"));
  }

  private static DateTimeFormatter strict(DateTimeFormatterBuilder form) {
    return form.toFormatter(Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
