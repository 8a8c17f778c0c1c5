package dev.tillgate.gateway.payment.dispute;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;

/** The payment a dispute is about. */
public record Disputed(PaymentId paymentId, OrderId orderId, String provider) {}
