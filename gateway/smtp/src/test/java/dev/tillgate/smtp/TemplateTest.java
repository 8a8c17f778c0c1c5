package dev.tillgate.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text with placeholders. */
class TemplateTest {
  private static final Map<String, String> VALUES = Map.of("order.id", "ord_1");
  private static final List<Map<String, String>> ITEMS =
      List.of(Map.of("item.name", "tea"), Map.of("item.name", "pot {{order.id}} $1"));

  @Test
  void placeholdersAreFilledInAndItemsRepeated() throws TemplateException {
    assertThat(fill("Order {{order.id}}\n{{#items}}\n- {{ item.name }}\n{{/items}}\nBye"))
        .isEqualTo("Order ORD_1\n- TEA\n- POT {{ORDER.ID}} $1\nBye");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{oder.id}}",
        "{{item.name}}",
        "{{}}",
        "{{#order}}",
        "{{#items}}{{price}}{{/items}}"
      })
  void anUnknownPlaceholderIsNamed(String text) {
    assertThatThrownBy(() -> fill(text))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("greeting.txt: {{")
        .hasMessageContaining("is not known here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{#items}}",
        "{{/items}}",
        "{{/items}}{{#items}}",
        "{{#items}}{{/items}}{{#items}}{{/items}}"
      })
  void itemsAreRepeatedOnceOrNotAtAll(String text) {
    assertThatThrownBy(() -> fill(text))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("{{#items}}");
  }

  private static String fill(String text) throws TemplateException {
    return new Template("greeting.txt", text, value -> value.toUpperCase(Locale.ROOT))
        .fill(VALUES, ITEMS);
  }
}
