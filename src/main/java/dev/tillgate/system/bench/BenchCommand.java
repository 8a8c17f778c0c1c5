package dev.tillgate.system.bench;

import picocli.CommandLine.Command;

/** {@code bench}: one subcommand for each thing that is measured. */
@Command(
    name = "bench",
    description = "Measures, prints what it measured and on what. Asserts nothing.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    subcommands = {WakeUpCommand.class})
public final class BenchCommand {}
