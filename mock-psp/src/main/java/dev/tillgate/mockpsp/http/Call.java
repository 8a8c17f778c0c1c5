package dev.tillgate.mockpsp.http;

import dev.tillgate.mockpsp.store.Tx;

/**
 * One request of the API inside its unit of work.
 *
 * @param tx the transaction everything of this call belongs to
 * @param id the id in the path; empty when the route has none
 */
public record Call(Tx tx, Origin origin, String id, Params params) {}
