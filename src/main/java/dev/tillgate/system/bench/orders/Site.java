package dev.tillgate.system.bench.orders;

import java.net.URI;
import java.util.List;

/** Where checkouts are taken, paid, called back and told of. */
interface Site extends AutoCloseable {
  /** Where it takes checkouts. */
  URI url();

  /** The process that does. */
  long pid();

  /** How many orders a webhook has told of until now. */
  int told();

  /** How long callbacks waited for their answers since this was last asked, in nanoseconds. */
  List<Long> acknowledgements();

  @Override
  void close() throws InterruptedException;
}
