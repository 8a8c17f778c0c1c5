package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.platform.access.Scope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
  /** The command with those below it. */
  static CommandLine line() {
    Flags<NewKey> key = Flags.of(NewKey.class);
    Flags<OldKey> old = Flags.of(OldKey.class);
    return new CommandLine(new KeysCommand())
        .addSubcommand(key.on(withDesk(desk -> new Create(desk, key.values()))))
        .addSubcommand(withDesk(List::new))
        .addSubcommand(old.on(withDesk(desk -> new Revoke(desk, old.values()))));
  }

  private static CommandLine withDesk(Function<KeyDesk, Callable<Integer>> command) {
    Flags<KeyFlags> flags = Flags.of(KeyFlags.class);
    return flags.on(command.apply(new KeyDesk(flags.values())));
  }

  /** The flags that describe a key to be made. */
  interface NewKey {
    @Option(
        names = "--scope",
        required = true,
        description = "read, checkout, admin; each includes those before it")
    String scopes();

    @Option(names = "--name", required = true, description = "what the key is for")
    String name();
  }

  /** The key a command is about. */
  interface OldKey {
    @Parameters(paramLabel = "ID", description = "key_…")
    String id();
  }

  @Command(
      name = "create",
      description = "Makes a key; it is shown once.",
      mixinStandardHelpOptions = true)
  private static final class Create implements Callable<Integer> {
    private final KeyDesk desk;
    private final NewKey key;

    Create(KeyDesk desk, NewKey key) {
      this.desk = desk;
      this.key = key;
    }

    @Override
    public Integer call() {
      return desk.create(key.name(), widest());
    }

    /** Scopes are nested, so a list of them means the widest. */
    private Scope widest() {
      return Arrays.stream(key.scopes().split(","))
          .map(String::strip)
          .map(Scope::of)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  @Command(
      name = "list",
      description = "Lists keys, never their text.",
      mixinStandardHelpOptions = true)
  private static final class List implements Callable<Integer> {
    private final KeyDesk desk;

    List(KeyDesk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() {
      return desk.list();
    }
  }

  @Command(name = "revoke", description = "Ends a key.", mixinStandardHelpOptions = true)
  private static final class Revoke implements Callable<Integer> {
    private final KeyDesk desk;
    private final OldKey key;

    Revoke(KeyDesk desk, OldKey key) {
      this.desk = desk;
      this.key = key;
    }

    @Override
    public Integer call() {
      return desk.revoke(key.id());
    }
  }
}
