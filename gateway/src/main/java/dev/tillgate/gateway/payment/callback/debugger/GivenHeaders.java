package dev.tillgate.gateway.payment.callback.debugger;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The headers a person copied, looked up without regard to case. */
record GivenHeaders(Map<String, String> byName) {
  List<String> all(String name) {
    return byName.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  boolean has(String name) {
    return !all(name).isEmpty();
  }

  Set<Map.Entry<String, String>> entries() {
    return byName.entrySet();
  }
}
