package dev.tillgate.mockpsp.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.mockpsp.http.ApiError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** What the small forms ask the fault plane for. */
class FaultFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "duplicate|{\"duplicate\":1}",
        "drop|{\"drop\":1.0}",
        "delay|{\"delay\":\"PT10S\"}",
        "shuffle|{\"shuffle\":true}",
        "before_answer|{\"before_answer\":true}",
        "stale|{\"stale_by\":\"PT10M\"}",
        "bad_signature|{\"bad_signature\":true}",
        "truncate|{\"truncate\":true}"
      })
  void everyKindOfPlanIsThere(String kind, String plan) {
    assertThat(FaultForm.plan(Map.of("kind", kind)::get).toString()).isEqualTo(plan);
  }

  @Test
  void anotherKindOfPlanIsRefused() {
    assertThatThrownBy(() -> FaultForm.plan(Map.of("kind", "explode")::get))
        .isInstanceOf(ApiError.class);
  }

  @Test
  void aDelayLastsThreeSecondsAndSpacesDoNotCount() {
    Map<String, String> fields = Map.of("kind", "delay after", "path", "/v1/**", "times", " 2 ");

    ObjectNode fault = FaultForm.fault(fields::get);

    assertThat(fault.path("do").asString()).isEqualTo("delay");
    assertThat(fault.path("when").asString()).isEqualTo("after");
    assertThat(fault.path("delay").asString()).isEqualTo("PT3S");
    assertThat(fault.path("times").asLong()).isEqualTo(2);
  }
}
