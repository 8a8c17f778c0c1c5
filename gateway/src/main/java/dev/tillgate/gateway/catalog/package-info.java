/** What the shop sells: products, prices, stock, and what is set aside for open orders. */
@NullMarked
package dev.tillgate.gateway.catalog;

import org.jspecify.annotations.NullMarked;
