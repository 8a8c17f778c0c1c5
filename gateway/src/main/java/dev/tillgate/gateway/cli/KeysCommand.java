package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.platform.access.Scope;
import java.util.Arrays;
import java.util.Comparator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code keys}: makes, lists and revokes API keys, in the store itself or, while a gateway runs on
 * it, through that gateway.
 */
@Command(
    name = "keys",
    description = "Makes, lists and revokes API keys.",
    mixinStandardHelpOptions = true)
final class KeysCommand {
  @Command(
      name = "create",
      description = "Makes a key; it is shown once.",
      mixinStandardHelpOptions = true)
  int create(
      @Mixin KeyDesk desk,
      @Option(
              names = "--scope",
              required = true,
              description = "read, checkout, admin; each includes those before it")
          String scopes,
      @Option(names = "--name", required = true, description = "what the key is for") String name) {
    // Scopes are nested, so a list of them means the widest.
    Scope widest =
        Arrays.stream(scopes.split(","))
            .map(String::strip)
            .map(Scope::of)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return desk.create(name, widest);
  }

  @Command(
      name = "list",
      description = "Lists keys, never their text.",
      mixinStandardHelpOptions = true)
  int list(@Mixin KeyDesk desk) {
    return desk.list();
  }

  @Command(name = "revoke", description = "Ends a key.", mixinStandardHelpOptions = true)
  int revoke(@Mixin KeyDesk desk, @Parameters(paramLabel = "ID", description = "key_…") String id) {
    return desk.revoke(id);
  }
}
