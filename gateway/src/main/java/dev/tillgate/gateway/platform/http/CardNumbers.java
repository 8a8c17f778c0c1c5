package dev.tillgate.gateway.platform.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Finds payment card numbers, so that none is ever stored or logged: up to 19 digits, spaces and
 * dashes between them ignored, with a card network's prefix and length and a right check digit
 * (ISO/IEC 7812-1, Luhn). The prefix and length keep an EAN or an order number from being taken for
 * one: no network issues 13 digits any more.
 */
public final class CardNumbers {
  private static final int DIGITS_MAX = 19;
  private static final Pattern RUN = Pattern.compile("[0-9]+");
  private static final Pattern GAP = Pattern.compile("[ -]+");
  private static final Pattern NETWORK =
      Pattern.compile(
          "4(\\d{15}|\\d{18})" // Visa
              + "|5[1-5]\\d{14}|2(22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}" // Mastercard
              + "|3[47]\\d{13}" // American Express
              + "|3(0[0-59]|[689]\\d)\\d{11,16}" // Diners Club
              + "|6(011|4[4-9]\\d|5\\d\\d)\\d{12,15}" // Discover
              + "|35(2[89]|[3-8]\\d)\\d{12,15}" // JCB
              + "|(62|81)\\d{14,17}" // UnionPay
              + "|(5018|5020|5038|5893|6304|6759|676[1-3])\\d{12,15}"); // Maestro

  private CardNumbers() {}

  /**
   * Looks through every key and value.
   *
   * @throws Problem 422 that does not repeat the number
   */
  static void refuseIn(JsonNode node) {
    if (node.isValueNode() && isIn(node.asString())) {
      throw cardNumber();
    }
    for (String name : node.propertyNames()) {
      if (isIn(name)) {
        throw cardNumber();
      }
    }
    node.forEach(CardNumbers::refuseIn);
  }

  private static Problem cardNumber() {
    return new Problem(
        422,
        "card-number",
        "The body holds a card number; send the provider's payment method id (pm_…) instead.");
  }

  /**
   * Whether a card number stands anywhere in the text: from the start of one run of digits to the
   * end of the same or a later one, so that neither an expiry date behind it nor a quantity before
   * it hides it, and a part of a longer run is none. Linear in the text.
   */
  public static boolean isIn(String text) {
    Deque<String> runs = new ArrayDeque<>(); // The last ones that only gaps part.
    Matcher run = RUN.matcher(text);
    int end = 0;
    while (run.find()) {
      if (!GAP.matcher(text).region(end, run.start()).matches()) {
        runs.clear();
      }
      end = run.end();
      runs.addFirst(run.group());
      if (runs.size() > DIGITS_MAX) {
        runs.removeLast();
      }
      if (endsInOne(runs)) {
        return true;
      }
    }
    return false;
  }

  /** Puts ever more of the runs before the last one in front of it. */
  private static boolean endsInOne(Deque<String> lastFirst) {
    String digits = "";
    for (String run : lastFirst) {
      if (digits.length() + run.length() > DIGITS_MAX) {
        return false;
      }
      digits = run + digits;
      if (NETWORK.matcher(digits).matches() && passesLuhn(digits)) {
        return true;
      }
    }
    return false;
  }

  private static boolean passesLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}
