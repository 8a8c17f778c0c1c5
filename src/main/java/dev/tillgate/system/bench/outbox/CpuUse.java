package dev.tillgate.system.bench.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time used so far.
 *
 * @param own by this process
 * @param server by each process of a database server, by its number
 */
record CpuUse(Duration own, Map<Long, Duration> server) {
  /** Until now by this process and that server, whose first process it is. */
  static CpuUse now(long server) {
    return new CpuUse(
        used(ProcessHandle.current()),
        ProcessHandle.of(server).stream()
            .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
            .collect(Collectors.toMap(ProcessHandle::pid, CpuUse::used)));
  }

  private static Duration used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What has been used since then; by processes of the server that have ended: not known. */
  CpuUse since(CpuUse before) {
    return new CpuUse(
        own.minus(before.own),
        server.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    each ->
                        each.getValue()
                            .minus(before.server.getOrDefault(each.getKey(), Duration.ZERO)))));
  }

  /** By all the server's processes together. */
  Duration serverTotal() {
    return server.values().stream().reduce(Duration.ZERO, Duration::plus);
  }
}
