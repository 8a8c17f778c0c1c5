package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.Gateway;
import dev.tillgate.gateway.Settings;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.store.Halt;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code serve}: the gateway alone, until it is told to stop. */
@Command(
    name = "serve",
    description = "Serves until it is stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  private final ServeFlags flags;

  ServeCommand(ServeFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() throws InterruptedException {
    LogSetup.to(flags.log());
    Settings settings = new ServeOptions(flags).settings();
    Gateway gateway =
        Gateway.start(
            settings,
            new Ambient(Clock.systemUTC(), new SecureRandom(), System::nanoTime),
            ServeCommand::halt);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
    System.out.println("tillgate ready on " + gateway.url());
    new CountDownLatch(1).await();
    return 0;
  }

  private static void stop(Gateway gateway) {
    gateway.close();
    // A stop that was asked for is no failure; the JVM would report the signal.
    Runtime.getRuntime().halt(0);
  }

  private static void halt(String reason, Throwable cause) {
    log.error("store.halted reason=\"{}\"", reason, cause);
    Runtime.getRuntime().halt(Halt.EXIT_STATUS);
  }
}
