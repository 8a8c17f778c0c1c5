package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.destination.Destination;
import dev.tillgate.gateway.webhook.destination.DestinationKind;
import dev.tillgate.gateway.webhook.destination.EndpointDraft;
import dev.tillgate.gateway.webhook.destination.Means;
import dev.tillgate.gateway.webhook.destination.Network;
import dev.tillgate.gateway.webhook.destination.NotAllowedException;
import dev.tillgate.gateway.webhook.destination.Notice;
import dev.tillgate.gateway.webhook.destination.Objection;
import dev.tillgate.gateway.webhook.destination.Outcome;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A module's kind of destination beside HTTP. */
class SwitchboardTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final List<String> calls = new ArrayList<>();

  @Test
  void aUrlOfTheModulesSchemeGoesToTheModuleWithPlainThings() {
    try (Switchboard board = board(kind(notice -> new Outcome.Taken(notice.toString())))) {
      Reply reply = board.send(Messages.message("PIGEON://loft", Map.of("ring", "red")));

      assertThat(reply).isInstanceOf(Reply.Taken.class);
      assertThat(reply.toString()).contains("evt_1").doesNotContain("red");
      assertThat(calls).containsExactly("open", "send PIGEON://loft {ring=red}");
    }
  }

  @Test
  void nothingIsOpenedBeforeTheFirstMessage() {
    board(kind(notice -> new Outcome.Taken(""))).close();

    assertThat(calls).isEmpty();
  }

  @Test
  void itIsOpenedOnceAndClosedWithTheGateway() {
    Switchboard board = board(kind(notice -> new Outcome.Failed("lost")));
    Message message = Messages.message("pigeon://loft", Map.of());
    board.send(message);
    board.send(message);
    board.close();

    assertThat(calls).filteredOn(call -> !call.startsWith("send")).containsExactly("open", "close");
    assertThat(board.send(message)).isEqualTo(new Reply.Interrupted());
  }

  @Test
  void whateverBreaksInAModuleIsAFailedAttempt() {
    try (Switchboard board =
        board(
            kind(notice -> {
              throw new NoClassDefFoundError("feather");
            }))) {
      assertThat(board.send(Messages.message("pigeon://loft", Map.of())))
          .isInstanceOf(Reply.Unanswered.class);
    }
  }

  @Test
  void aModulesTextsAreCutToWhatAnAttemptKeeps() {
    try (Switchboard board = board(kind(notice -> new Outcome.Rejected("x".repeat(5_000))))) {
      assertThat(board.send(Messages.message("pigeon://loft", Map.of())))
          .isEqualTo(new Reply.Rejected("x".repeat(1_024)));
    }
  }

  @Test
  void withoutItsModuleAUrlIsRefusedByNameAndNothingIsSent() {
    try (Switchboard board = board()) {
      assertThat(objection(board, "smtp://relay.example?from=a@b.example"))
          .contains("smtp.jar on the class path");
      assertThat(objection(board, "pigeon://loft")).contains("a module");
      assertThat(board.send(Messages.message("smtp://relay.example", Map.of())))
          .isInstanceOf(Reply.Refused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pigeon://user:secret@loft",
        "pigeon://loft#x",
        "pigeon://loft\\x",
        "pigeon://lo ft",
        "pigeon://löft",
        "pigeon://",
        "pigeon://loft?\n"
      })
  void whatIsRefusedEverywhereNeverReachesTheModule(String url) {
    try (Switchboard board = board(kind(notice -> new Outcome.Taken("")))) {
      assertThat(objection(board, url)).isNotEqualTo("nothing");
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void theModuleSaysWhatIsWrongWithItsOwnUrls() {
    try (Switchboard board = board(kind(notice -> new Outcome.Taken("")))) {
      assertThat(objection(board, "pigeon://loft")).isEqualTo("must have a ring");
    }
  }

  @Test
  void twoModulesForOneSchemeOrOneForHttpsDoNotStart() {
    DestinationKind kind = kind(notice -> new Outcome.Taken(""));

    assertThatThrownBy(() -> board(kind, kind)).hasMessageContaining("pigeon://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"})
  void theGuardHoldsForWhatAModuleDials(String address) throws Exception {
    InetAddress resolved = InetAddress.getAllByName(address)[0];
    List<String> dialled = new ArrayList<>();
    Network network =
        new GuardedNetwork(
            new EgressGuard(false, Set::of),
            host -> List.of(resolved),
            (connect, target, timeout) -> dialled.add(target.toString()));

    assertThatThrownBy(() ->
            network.connect(InetSocketAddress.createUnresolved("relay.example", 25), DEADLINE))
        .isInstanceOf(NotAllowedException.class);
    assertThat(dialled).isEmpty();
    assertThat(network.refusal(address, 25)).isPresent();
    assertThat(network.refusal("0x7f.1", 25)).isPresent();
    assertThat(network.refusal("relay.example", 25)).isEmpty();
  }

  @Test
  void anAddressThatIsNotReachedLeavesTheOthers() throws Exception {
    List<InetAddress> addresses =
        List.of(
            InetAddress.getByAddress(new byte[] {9, 9, 9, 9}),
            InetAddress.getByAddress(new byte[] {8, 8, 8, 8}));
    List<String> dialled = new ArrayList<>();
    Network network =
        new GuardedNetwork(
            new EgressGuard(false, Set::of),
            host -> addresses,
            (connect, target, timeout) -> {
              dialled.add(target.getAddress().getHostAddress() + " within " + timeout);
              if (dialled.size() == 1) {
                throw new java.net.ConnectException("down");
              }
            });

    network.connect(InetSocketAddress.createUnresolved("relay.example", 25), DEADLINE).close();

    assertThat(dialled).containsExactly("9.9.9.9 within 2500", "8.8.8.8 within 2500");
  }

  private static String objection(Switchboard board, String url) {
    return board
        .objection(new EndpointDraft(url, Map.of(), List.of("*")))
        .map(Objection::why)
        .orElse("nothing");
  }

  private Switchboard board(DestinationKind... kinds) {
    return Switchboard.real(
        new EgressGuard(false, Set::of),
        DEADLINE,
        at -> List.of(),
        new Modules(List.of(kinds), Path.of("")));
  }

  private DestinationKind kind(Function<Notice, Outcome> receiver) {
    return new DestinationKind() {
      @Override
      public Set<String> schemes() {
        return Set.of("pigeon");
      }

      @Override
      public Optional<Objection> objection(EndpointDraft draft, Means means) {
        calls.add("objection");
        return Optional.of(new Objection("url", "must have a ring"));
      }

      @Override
      public Destination open(Means means) {
        calls.add("open");
        return destination(receiver);
      }
    };
  }

  private Destination destination(Function<Notice, Outcome> receiver) {
    return new Destination() {
      @Override
      public Outcome send(Notice notice) {
        calls.add("send " + notice.url() + " " + notice.options());
        return receiver.apply(notice);
      }

      @Override
      public void close() {
        calls.add("close");
      }
    };
  }
}
