package dev.tillgate.gateway.api;

import java.util.function.Function;

/**
 * A way to get one of the documented answers.
 *
 * @param operation its id
 * @param answer {@code 201}, or {@code 409 out-of-stock} for a problem
 * @param story what happens, for the test's name
 * @param steps leads to the answer; everything on the way is held against the document too
 */
record Case(String operation, String answer, String story, Function<Storefront, ApiAnswer> steps) {
  @Override
  public String toString() {
    return operation + " answers " + answer + ": " + story;
  }
}
