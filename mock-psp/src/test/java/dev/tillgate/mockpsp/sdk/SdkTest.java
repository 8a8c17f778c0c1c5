package dev.tillgate.mockpsp.sdk;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The official libraries take this provider for Stripe, on every route, and see the same. */
class SdkTest {
  private static final Path STORY = Path.of("src/test/resources/sdk/story.txt");
  private static final Path ROUTES = Path.of("src/test/resources/sdk/routes.txt");

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void theJavaLibraryTellsTheStory() throws Exception {
    assertThat(toldInJava()).isEqualTo(Files.readAllLines(STORY));
  }

  @Test
  void theNodeLibraryTellsTheSameStory() throws Exception {
    NodeProgram.install();

    List<String> told = NodeProgram.run("node", "story.mjs", psp.url().toString());

    assertThat(told).isEqualTo(Files.readAllLines(STORY));
  }

  @Test
  void theStoryCallsEveryRouteThereIs() throws Exception {
    List<String> unused = toldInJava();

    assertThat(calledRoutes()).isEqualTo(new TreeSet<>(Files.readAllLines(ROUTES)));
  }

  private List<String> toldInJava() throws Exception {
    Transcript transcript = new Transcript();
    var api = new Shop(psp).api();
    new PaymentStory(api, this::decide, transcript).tell();
    new MoneyBackStory(api, this::letTheBankAct, transcript).tell();
    new TellingStory(api, psp.url(), transcript).tell();
    new CheckoutStory(api.checkout().sessions(), transcript).tell();
    return transcript.lines();
  }

  private void decide(String intent, String verb) throws IOException, InterruptedException {
    JsonNode unused = wire.control("payment_intents/" + intent + "/" + verb, "{}");
  }

  private void letTheBankAct() throws IOException, InterruptedException {
    JsonNode unused = wire.control("clock", "{\"advance\":\"PT0S\"}");
  }

  /** Routes as the document writes them: an id is something with an underscore and a number. */
  private Set<String> calledRoutes() throws Exception {
    return wire.control("requests?limit=1000")
        .path("requests")
        .valueStream()
        .map(request ->
            request.path("method").asString()
                + " "
                + request
                    .path("path")
                    .asString()
                    .replaceFirst("\\?.*", "")
                    .replaceFirst("/(pi|ch|re|dp|du|evt|we|pm|cs)_\\w+", "/{id}"))
        .collect(toCollection(TreeSet::new));
  }
}
