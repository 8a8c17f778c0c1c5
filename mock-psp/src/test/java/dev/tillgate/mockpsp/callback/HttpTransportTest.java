package dev.tillgate.mockpsp.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.Receiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt is one request, whatever the endpoint answers. */
class HttpTransportTest {
  /** The receiver sends {@code Retry-After: 0} and a {@code Location} with every answer. */
  @ParameterizedTest
  @ValueSource(ints = {302, 307, 408, 429, 500, 503})
  void nothingIsSentAgainBehindTheSchedulesBack(int status) throws Exception {
    try (Receiver receiver = new Receiver();
        HttpTransport transport = new HttpTransport()) {
      receiver.answers(status);

      Outcome outcome = transport.post(receiver.url().toString(), "t=1,v1=00", "{}");

      assertThat(outcome).isEqualTo(Outcome.answered(status));
      assertThat(receiver.rest()).hasSize(1);
    }
  }

  @Test
  void anAddressThatCannotBeDialledIsAnOutcomeLikeAnyOther() {
    try (HttpTransport transport = new HttpTransport()) {
      Outcome outcome = transport.post("http://127.0.0.1:99999/", "t=1,v1=00", "{}");

      assertThat(outcome.delivered()).isFalse();
      assertThat(outcome.mayRepeat()).isTrue();
    }
  }
}
