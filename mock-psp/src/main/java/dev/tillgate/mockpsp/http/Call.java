package dev.tillgate.mockpsp.http;

import org.jdbi.v3.core.Handle;

/**
 * One request of the API inside its unit of work.
 *
 * @param tx the transaction everything of this call belongs to
 * @param id the id in the path; empty when the route has none
 */
public record Call(Handle tx, Origin origin, String id, Params params) {}
