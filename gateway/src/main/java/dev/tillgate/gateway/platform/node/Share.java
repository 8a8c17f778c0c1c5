package dev.tillgate.gateway.platform.node;

/**
 * One node's part of what all of them may do together; the parts of all are the whole.
 *
 * @param rank of this node among them, from 0
 * @param of how many there are; 0 when this one has no part at all
 */
public record Share(int rank, int of) {
  /** Everything, as where there is one node. */
  public static final Share ALL = new Share(0, 1);

  /** Nothing: this node does not do such work, or is not sure that it may. */
  public static final Share NONE = new Share(0, 0);

  /** This node's part of so many; the parts differ by one at most. */
  public int part(int limit) {
    return of == 0 ? 0 : limit / of + (rank < limit % of ? 1 : 0);
  }

  /** The same parts in another order, so that not one node has what is left over of everything. */
  Share turnedBy(Object key) {
    return of == 0 ? this : new Share((rank + Math.floorMod(key.hashCode(), of)) % of, of);
  }
}
