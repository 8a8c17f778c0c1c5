/** The wire rules: forms, errors, lists, expansion, keys. No object of the API is known here. */
@NullMarked
package dev.tillgate.mockpsp.http;

import org.jspecify.annotations.NullMarked;
