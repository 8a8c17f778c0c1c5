package dev.tillgate.system.demo;

import dev.tillgate.system.playground.Letter;
import dev.tillgate.system.playground.Shop;
import java.util.List;

/** The five who must be told of an order; the customers' mail server is down at first. */
final class Audience implements AutoCloseable {
  private static final String PLACED = "order.placed";
  private static final String CONFIRMED = "order.confirmed";
  private static final String DECLINED = "order.payment_failed";

  private final MailMember email = new MailMember();
  private final List<Member> members =
      List.of(
          email,
          new WebhookMember("analytics", Member.EVERYTHING),
          new WebhookMember("fraud review", PLACED, DECLINED),
          new WebhookMember("warehouse", CONFIRMED),
          new WebhookMember("bookkeeping", CONFIRMED));

  void subscribe(Shop shop) {
    members.forEach(member -> member.subscribe(shop));
  }

  void emailComesUp() {
    email.comeUp();
  }

  /** What the customers found in their mail. */
  List<Letter> letters() {
    return email.letters();
  }

  List<Member> members() {
    return members;
  }

  List<Member> wanting(String type) {
    return members.stream().filter(member -> member.wants(type)).toList();
  }

  /** The text with names in place of addresses. */
  String named(String text) {
    String named = text;
    for (Member member : members) {
      named = named.replace(member.url().toString(), member.name());
    }
    return named;
  }

  @Override
  public void close() {
    members.forEach(Member::close);
  }
}
