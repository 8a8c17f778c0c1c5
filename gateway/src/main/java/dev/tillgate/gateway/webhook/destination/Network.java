package dev.tillgate.gateway.webhook.destination;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * The way out, with the guard in it: what a destination connects to, it connects to through here.
 * Private addresses are open only to a gateway that was started with {@code
 * --allow-private-networks}; others, such as cloud metadata, to nobody. Thread-safe.
 */
public interface Network {
  /**
   * Why nothing may be sent there, as the end of a sentence such as "points to …"; empty when
   * something may. For the check at save: names are not looked up.
   *
   * @param host a DNS name, or a literal address without brackets
   */
  Optional<String> refusal(String host, int port);

  /** Whether the operator lets things go unencrypted and to private addresses. */
  boolean allowsPrivate();

  /**
   * A connection to one of the name's addresses, directly, whatever proxy the JVM is told; each
   * address is checked when it is dialled, for names change their minds. Its {@link
   * Socket#getInetAddress} keeps the name, so that certificates are checked against it.
   *
   * @param timeout for all of the name's addresses together, but for its lookup
   * @throws NotAllowedException when the guard lets nothing go there
   * @throws java.io.IOException when none of them could be reached
   */
  Socket connect(InetSocketAddress unresolved, Duration timeout) throws java.io.IOException;
}
