package dev.tillgate.gateway.verify;

/**
 * Something that holds in every store, whenever one looks.
 *
 * @param name what it is called in a report: what it is about, a dot, a word
 * @param sentence what holds, for a person
 * @param sql a query of the columns {@code id} and {@code holds}, a row for each thing looked at;
 *     anything but true is a violation. It may read {@code now_ms} from {@code moment}
 */
record Invariant(String name, String sentence, String sql) {}
