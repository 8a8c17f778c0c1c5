package dev.tillgate.mockpsp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The corners of form encoding. */
class FormTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a[b][c]=x%20y",
        "a%5Bb%5D%5Bc%5D=x+y",
        "&a%5bb%5D[c]=x%20y&&",
      })
  void bracketsAndSpacesMayBeWrittenEitherWay(String form) {
    assertThat(Form.decode(form).group("a").group("b").text("c")).contains("x y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[]=x&a[]=y", "a[0]=x&a[1]=y", "a%5B%5D=x&a%5B%5D=y"})
  void aListIsWrittenWithOrWithoutIndexes(String form) {
    assertThat(Form.decode(form).texts("a")).containsExactly("x", "y");
    assertThat(Form.decode(form).flat()).hasToString("{a[0]=x, a[1]=y}");
  }

  @Test
  void anEmptyValueIsSentAndUnsets() {
    Params params = Form.decode("a=&b&c[d]=");

    assertThat(params.text("a")).contains("");
    assertThat(params.given("a")).isEmpty();
    assertThat(params.has("b")).isTrue();
    assertThat(params.group("a").names()).isEmpty();
    assertThat(params.group("c").text("d")).contains("");
    assertThat(params.has("nothing")).isFalse();
  }

  @Test
  void nothingIsNoParameters() {
    assertThat(Form.decode("").names()).isEmpty();
  }

  @Test
  void bracketsThatDoNotMatchStayInTheName() {
    assertThat(Form.decode("a[b=1&[c]=2&d]=3").names()).containsExactly("a[b", "[c]", "d]");
  }

  @Test
  void theLastOfTwoValuesCounts() {
    assertThat(Form.decode("a=1&a=2").text("a")).contains("2");
  }

  @Test
  void textThatIsNotUtf8ComesThroughAndBadEscapesAreRefused() {
    assertThat(Form.decode("a=%C3%A9%F0%9F%98%80").text("a")).contains("é😀");
    assertThatThrownBy(() -> Form.decode("a=%zz")).isInstanceOf(ApiError.class);
  }

  @Test
  void flagsMayBeWrittenAsPythonWritesThem() {
    Params params = Form.decode("a=True&b=false&c=yes");

    assertThat(params.flag("a")).contains(true);
    assertThat(params.flag("b")).contains(false);
    assertThatThrownBy(() -> params.flag("c")).isInstanceOf(ApiError.class);
  }

  @Test
  void nobodyNestsWithoutEnd() {
    String deep = "a" + "[b]".repeat(20_000) + "=1";

    assertThatThrownBy(() -> Form.decode(deep)).isInstanceOf(ApiError.class);
  }
}
