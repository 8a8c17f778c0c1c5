package dev.tillgate.mockpsp.idempotency;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is being worked on right now, by name: a key, an object. Nobody waits: busy is an answer.
 */
public final class Running {
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /** Whether work goes on under the name. */
  public boolean isBusy(String name) {
    return names.contains(name);
  }

  /** Does the work while no other work holds the name; throws {@code busy} if one does. */
  public <T> T alone(String name, Supplier<? extends RuntimeException> busy, Supplier<T> work) {
    if (!names.add(name)) {
      throw busy.get();
    }
    try {
      return work.get();
    } finally {
      names.remove(name);
    }
  }
}
