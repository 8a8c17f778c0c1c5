/** Where refunds are asked for and shown: {@code /v1/orders/{id}/refunds}. */
@NullMarked
package dev.tillgate.gateway.payment.refund.desk;

import org.jspecify.annotations.NullMarked;
