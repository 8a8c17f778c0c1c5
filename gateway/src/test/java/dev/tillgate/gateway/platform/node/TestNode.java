package dev.tillgate.gateway.platform.node;

import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.store.Database;

/** This process among the nodes of a test's store. */
public final class TestNode {
  private TestNode() {}

  /** One that has the store to itself: whoever had it before is dead. */
  public static Node joined(Database database, Ambient ambient) {
    database.change(new NodeStore()::clear);
    // However far a test steps the clock, this one has just beaten.
    return joinedToo(
        database, new Ambient(ambient.clock(), ambient.chance(), ambient.ids(), () -> 0));
  }

  /** One more, beside those that are there. */
  public static Node joinedToo(Database database, Ambient ambient) {
    Node node = new Node(database, ambient, Node.Terms.DEFAULT);
    node.join();
    return node;
  }
}
