package dev.tillgate.gateway.verify;

import java.util.List;

/** What holds for the table {@code payments}. */
final class PaymentInvariants {
  private static final Invariant ATTEMPTS =
      new Invariant(
          "payment.attempts",
          "every order has payments, numbered from 1 without holes",
          """
          SELECT o.id, MIN(p.attempt) = 1 AND MAX(p.attempt) = COUNT(p.id)
            AND COUNT(DISTINCT p.attempt) = COUNT(p.id) AS holds
          FROM orders o LEFT JOIN payments p ON p.order_id = o.id GROUP BY o.id
          """);

  private static final Invariant DUE =
      new Invariant(
          "payment.due",
          "an open payment has a time when it is looked at again",
          "SELECT id, due_at_ms IS NOT NULL AS holds FROM payments WHERE status IN "
              + Words.PAYMENT_OPEN);

  private static final Invariant MONEY =
      new Invariant(
          "payment.money",
          "a payment is of its order's amount and currency",
          """
          SELECT p.id, p.amount = o.amount AND p.currency = o.currency AS holds
          FROM payments p LEFT JOIN orders o ON o.id = p.order_id
          """);

  private static final Invariant AT_PROVIDER =
      new Invariant(
          "payment.at-provider",
          "a payment the provider moved has its id there",
          "SELECT id, provider_payment_id IS NOT NULL AS holds FROM payments WHERE status IN "
              + Words.PAYMENT_AT_PROVIDER);

  private static final Invariant ID_ONCE =
      new Invariant(
          "payment.id-once",
          "a provider's id belongs to one payment",
          """
          SELECT provider_payment_id AS id, COUNT(*) = 1 AS holds FROM payments
          WHERE provider_payment_id IS NOT NULL GROUP BY provider, provider_payment_id
          """);

  static final List<Invariant> ALL = List.of(ATTEMPTS, DUE, MONEY, AT_PROVIDER, ID_ONCE);

  private PaymentInvariants() {}
}
