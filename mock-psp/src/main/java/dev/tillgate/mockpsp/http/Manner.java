package dev.tillgate.mockpsp.http;

/** How an answer whose effect is already committed reaches the caller. */
public enum Manner {
  /** At once. */
  PROMPT,
  /** Three seconds late. */
  SLOW,
  /** Not at all: the connection is reset. */
  CUT,
  /** Not at all: the connection stays open until the caller gives up. */
  HUNG
}
