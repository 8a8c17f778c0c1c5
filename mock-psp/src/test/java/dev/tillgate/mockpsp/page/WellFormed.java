package dev.tillgate.mockpsp.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a page's tags are closed in the order they were opened, and its ids are its own. */
public final class WellFormed {
  private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)([^>]*)>");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern LABEL = Pattern.compile("<label for=\"([^\"]*)\"");
  private static final Set<String> EMPTY = Set.of("meta", "link", "img", "input", "br");

  private WellFormed() {}

  /** Fails with what is wrong; returns the page. */
  public static String checked(String page) {
    assertThat(page).startsWith("<!doctype html>").contains("<html lang=\"en\">", "<title>");
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(page);
    while (tag.find()) {
      if (tag.group(1).isEmpty() && !EMPTY.contains(tag.group(2))) {
        open.push(tag.group(2));
      } else if (!tag.group(1).isEmpty()) {
        assertThat(open.pop()).as("closed at %d: %s", tag.start(), page).isEqualTo(tag.group(2));
      }
    }
    assertThat(open).isEmpty();
    Set<String> ids = new HashSet<>();
    ID.matcher(page).results().forEach(id -> assertThat(ids.add(id.group(1))).isTrue());
    LABEL.matcher(page).results().forEach(label -> assertThat(ids).contains(label.group(1)));
    return page;
  }
}
