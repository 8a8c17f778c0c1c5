package dev.tillgate.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders such as <code>{{order.id}}</code>, and one part between <code>{{#items}}
 * </code> and <code>{{/items}}</code> that is repeated for each item. What is filled in is escaped
 * and never read as a template again.
 */
final class Template {
  private static final Pattern MARK = Pattern.compile("\\{\\{\\s*([#/]?[a-z_.]*)\\s*}}");
  // A line of its own leaves no empty line behind.
  private static final Pattern REPEAT =
      Pattern.compile("[ \\t]*\\{\\{\\s*([#/]items)\\s*}}[ \\t]*\\R?");
  private static final String OPEN = "#items";
  private static final String CLOSE = "/items";

  private final String file;
  private final String text;
  private final UnaryOperator<String> escape;

  /**
   * @param file its name, for messages
   * @param escape makes a value harmless in this kind of text
   */
  Template(String file, String text, UnaryOperator<String> escape) {
    this.file = file;
    this.text = text;
    this.escape = escape;
  }

  /**
   * Fills it in.
   *
   * @param values for the whole text, by placeholder
   * @param items for each repetition, besides those for the whole
   * @throws TemplateException when it has a placeholder nobody knows, or repeats wrongly
   */
  String fill(Map<String, String> values, List<Map<String, String>> items)
      throws TemplateException {
    List<String> parts = parts();
    if (parts.size() == 1) {
      return fill(text, values, Map.of());
    }
    StringBuilder filled = new StringBuilder(fill(parts.get(0), values, Map.of()));
    for (Map<String, String> item : items) {
      filled.append(fill(parts.get(1), values, item));
    }
    return filled.append(fill(parts.get(2), values, Map.of())).toString();
  }

  /** The whole, or what stands before, inside and behind the repeated part. */
  private List<String> parts() throws TemplateException {
    List<String> parts = new ArrayList<>();
    List<String> marks = new ArrayList<>();
    int begin = 0;
    for (Matcher mark = REPEAT.matcher(text); mark.find(); begin = mark.end()) {
      marks.add(mark.group(1));
      parts.add(text.substring(begin, mark.start()));
    }
    parts.add(text.substring(begin));
    if (!marks.isEmpty() && !marks.equals(List.of(OPEN, CLOSE))) {
      throw new TemplateException(file + ": one {{#items}} and then one {{/items}}, or neither");
    }
    return parts;
  }

  private String fill(String part, Map<String, String> values, Map<String, String> item)
      throws TemplateException {
    StringBuilder filled = new StringBuilder();
    Matcher mark = MARK.matcher(part);
    while (mark.find()) {
      String name = mark.group(1);
      String value = item.getOrDefault(name, values.get(name));
      if (value == null) {
        throw new TemplateException(file + ": {{" + name + "}} is not known here");
      }
      mark.appendReplacement(filled, Matcher.quoteReplacement(escape.apply(value)));
    }
    return mark.appendTail(filled).toString();
  }
}
