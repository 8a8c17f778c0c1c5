package dev.tillgate.mockpsp.store;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A page of documents, newest first, and whether there are more in the direction of paging. */
public record Listing(List<ObjectNode> documents, boolean hasMore) {
  public Listing {
    documents = List.copyOf(documents);
  }
}
