package dev.tillgate.gateway.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by time: a prefix, an underscore and a ULID (48 bits of milliseconds, 80 of
 * chance) in lower-case Crockford base 32. Ids of one process never go backwards, even within a
 * millisecond or when the clock is set back. Thread-safe.
 */
public final class Ids {
  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int LENGTH = 26;
  private static final int BITS_A_CHARACTER = 5;
  private static final int HIGH_CHANCE_BITS = 16;
  private static final long HIGH_CHANCE_MASK = (1L << HIGH_CHANCE_BITS) - 1;

  private final InstantSource clock;
  private final RandomGenerator chance;
  private final ReentrantLock lock = new ReentrantLock();
  private final long[] last = new long[2]; // time and 16 bits of chance, then 64 bits of chance

  public Ids(InstantSource clock, RandomGenerator chance) {
    this.clock = clock;
    this.chance = chance;
  }

  /** The next id with the prefix, such as {@code ord_01jd…} for {@code ord}. */
  public String next(String prefix) {
    lock.lock();
    try {
      advance();
      return prefix + '_' + encode(last[0], last[1]);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The bound below every id with the prefix that is made at that millisecond or later, as long as
   * the clock is not set back.
   */
  public static String lowest(String prefix, Instant at) {
    return prefix + '_' + encode(at.toEpochMilli() << HIGH_CHANCE_BITS, 0);
  }

  private void advance() {
    long high = (clock.millis() << HIGH_CHANCE_BITS) | (chance.nextLong() & HIGH_CHANCE_MASK);
    if (high >>> HIGH_CHANCE_BITS > last[0] >>> HIGH_CHANCE_BITS) {
      last[0] = high;
      last[1] = chance.nextLong();
    } else {
      last[1]++;
      last[0] += last[1] == 0 ? 1 : 0;
    }
  }

  private static String encode(long high, long low) {
    char[] text = new char[LENGTH];
    long highBits = high;
    long lowBits = low;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET[(int) lowBits & (ALPHABET.length - 1)];
      lowBits = (lowBits >>> BITS_A_CHARACTER) | (highBits << (Long.SIZE - BITS_A_CHARACTER));
      highBits >>>= BITS_A_CHARACTER;
    }
    return new String(text);
  }
}
