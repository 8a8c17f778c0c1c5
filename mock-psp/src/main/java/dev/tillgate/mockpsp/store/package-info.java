/**
 * What a store is: units of work over tables of documents. Its engines are in the packages below.
 */
@NullMarked
package dev.tillgate.mockpsp.store;

import org.jspecify.annotations.NullMarked;
