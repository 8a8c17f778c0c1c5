package dev.tillgate.system.storm;

import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a shopper comes for, and how their order may end, whatever goes wrong meanwhile. */
enum Errand {
  PAYS(60, "pm_card_visa", "confirmed"),
  IS_DECLINED(8, "pm_card_visa_chargeDeclined", "payment_failed"),
  TAKES_A_SECOND_CARD(8, "pm_card_chargeDeclinedInsufficientFunds", "confirmed"),
  AUTHENTICATES(7, "pm_card_authenticationRequired", "confirmed"),
  FAILS_TO_AUTHENTICATE(3, "pm_card_authenticationRequired", "payment_failed"),
  WALKS_AWAY(4, "pm_card_authenticationRequired", "requires_action"),
  CANCELS(3, "pm_card_authenticationRequired", "canceled"),
  PAYS_AND_CANCELS(3, "pm_card_visa", "canceled"),
  IS_REFUNDED(2, "pm_card_visa", "refunded"),
  IS_REFUNDED_IN_PART(2, "pm_card_visa", "partially_refunded");

  /** What time makes of an order that nobody pays. */
  private static final Set<String> EXPIRES = Set.of("payment_failed", "requires_action");

  private static final int WEIGHTS = Arrays.stream(values()).mapToInt(each -> each.weight).sum();

  private final int weight;
  private final String method;
  private final String end;

  Errand(int weight, String method, String end) {
    this.weight = weight;
    this.method = method;
    this.end = end;
  }

  /** One of them, the usual ones more often. */
  static Errand any(RandomGenerator chance) {
    int left = chance.nextInt(WEIGHTS);
    for (Errand errand : values()) {
      left -= errand.weight;
      if (left < 0) {
        return errand;
      }
    }
    throw new AssertionError("the weights do not add up");
  }

  /** The card it begins with. */
  String method() {
    return method;
  }

  /** Whether an order of that status is where it must be in the end. */
  boolean mayEnd(String status, Shape shape) {
    boolean expired = shape.seesOrdersExpire() && status.equals("expired");
    boolean left = shape.seesOrdersExpire() && EXPIRES.contains(end);
    return expired ? mayExpire() : !left && status.equals(end);
  }

  /** Who takes more than one step may be too slow for the order. */
  private boolean mayExpire() {
    return EXPIRES.contains(end) || this == TAKES_A_SECOND_CARD || this == AUTHENTICATES;
  }
}
