/**
 * What every page has in common: templates, headers, files, amounts in words, where posts come
 * from.
 */
@NullMarked
package dev.tillgate.mockpsp.page;

import org.jspecify.annotations.NullMarked;
