/** What the provider has and we do not: kept until a person has looked at it. */
@NullMarked
package dev.tillgate.gateway.payment.review;

import org.jspecify.annotations.NullMarked;
